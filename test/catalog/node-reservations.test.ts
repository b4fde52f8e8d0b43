import * as fc from "fast-check";
import {
  allocatable,
  clouds,
  findMachine,
  machineTypes,
  nodeReservations,
  reservedCpu,
  systemPods,
  type Cloud,
} from "../../catalog";
import { figure, gibibytes, quantity } from "../../language";

test.each<readonly [Cloud, string, number, number]>([
  ["ovh", "b3-8", 1840, 6246],
  ["ovh", "b3-16", 3830, 14028],
  ["ovh", "b3-32", 7810, 29593],
  ["ovh", "b3-64", 15770, 60723],
  ["ovh", "r3-32", 3830, 29593],
  ["ovh", "r3-128", 15770, 122982],
  ["ovh", "l4-180", 44625, 173568],
  ["aws", "m7i.large", 1930, 7518],
  ["aws", "m7i.xlarge", 3920, 15391],
  ["aws", "m7i.2xlarge", 7910, 31775],
  ["aws", "m7i.4xlarge", 15890, 63971],
  ["aws", "r7i.2xlarge", 7910, 64543],
  ["aws", "g6.12xlarge", 47810, 193679],
  ["aws", "g6e.12xlarge", 47810, 390111],
  ["azure", "Standard_D2s_v5", 1900, 6044],
  ["azure", "Standard_D4s_v5", 3860, 14034],
  ["azure", "Standard_D8s_v5", 7820, 30418],
  ["azure", "Standard_D16s_v5", 15740, 63186],
  ["azure", "Standard_E8s_v5", 7820, 63186],
  ["azure", "Standard_NC24ads_A100_v4", 23660, 222930],
  ["azure", "Standard_NC40ads_H100_v5", 39500, 325330],
])("%s %s leaves %i m and %i MiB to pods", (cloud, name, cpu, memory) => {
  const machine = findMachine(cloud, name);
  expect(machine && allocatable(machine)).toEqual({
    cpu: { value: cpu, unit: "millicores" },
    memory: { value: memory, unit: "MiB" },
  });
});

const source = { kind: "decision", ref: "a test", date: "2026" } as const;
const machine = (cloud: Cloud, vcpus: number, gib: number, pods: number) => ({
  cloud,
  vcpus,
  memory: gibibytes(gib),
  maximumPods: figure(quantity(pods, "pods"), "pods", source),
});

test("a node never leaves more to pods than it has, and more cores never leave less", () => {
  const cores = fc.integer({ min: 1, max: 96 });
  fc.assert(
    fc.property(fc.constantFrom(...clouds), cores, cores, (cloud, a, b) => {
      const [less, more] = [Math.min(a, b), Math.max(a, b)].map(
        (n) => allocatable(machine(cloud, n, 64, 110)).cpu.value,
      );
      return less !== undefined && more !== undefined && less <= more && less > 0 && more < Math.max(a, b) * 1000;
    }),
  );
});

test("more memory never leaves less to pods, more pods never leave more", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...clouds),
      fc.integer({ min: 8, max: 512 }),
      fc.integer({ min: 1, max: 64 }),
      fc.integer({ min: 10, max: 250 }),
      (cloud, gib, extra, pods) => {
        const memory = (size: number, count: number) => allocatable(machine(cloud, 8, size, count)).memory.value;
        return (
          memory(gib, pods) <= memory(gib + extra, pods) &&
          memory(gib, pods) >= memory(gib, pods + extra) &&
          memory(gib, pods) < gib * 1024
        );
      },
    ),
  );
});

test("AKS reserves evenly between two documented sizes and goes on beyond the last", () => {
  const reserved = (cores: number) => reservedCpu(nodeReservations.azure.cpu, cores).value;
  expect([16, 24, 32].map(reserved)).toEqual([260, 340, 420]);
  expect(reserved(96)).toBe(740 + 320);
});

test("AKS never takes more than a quarter of the memory for its pods", () => {
  expect(allocatable(machine("azure", 4, 8, 250)).memory.value).toBe(8192 * 0.75 - 100);
});

test("the smallest machine of every cloud still holds the pods that the cloud itself runs", () => {
  for (const cloud of clouds) {
    const sum = (part: "cpu" | "memory") => systemPods[cloud].reduce((total, pod) => total + pod[part].value, 0);
    const smallest = machineTypes(cloud).map((type) => allocatable(type));
    expect(Math.min(...smallest.map(({ cpu }) => cpu.value))).toBeGreaterThan(sum("cpu"));
    expect(Math.min(...smallest.map(({ memory }) => memory.value))).toBeGreaterThan(sum("memory"));
  }
});

test.each(clouds)("%s runs its network, storage and name service on the nodes", (cloud) => {
  const names = systemPods[cloud].map(({ name }) => name).join(" ");
  expect(names).toMatch(/csi/);
  expect(names).toMatch(/coredns/);
  expect(names).toMatch(/canal|cilium|aws-node/);
});
