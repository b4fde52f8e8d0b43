import fc from "fast-check";
import { pack, type Arrival, type PackingNode, type PodRequest } from "../../planning/packing";
import { nodesOf, packAfterLoss, poolSize, shortage } from "../../planning/pool-size";

const zones = ["a", "b", "c"];

/** GitLab's reference architecture of size S: six nodes of 8 vCPU, of which OVHcloud leaves 7.81 to pods. */
const eightCores = { cpu: 7810, memory: 29_593, volumes: 254, pods: 110 };

const pods = (count: number, request: Partial<PodRequest> = {}): PodRequest[] =>
  Array.from({ length: count }, (_, index) => ({
    id: `${request.kind ?? "web"}-${String(index)}`,
    kind: "web",
    cpu: 2000,
    memory: 2500,
    volumes: 0,
    spread: "even",
    ...request,
  }));

const zoneOf = (nodes: readonly PackingNode[], id: string | undefined): string | undefined =>
  nodes.find((node) => node.id === id)?.zone;

describe("GitLab size S: 18 pods of 2 vCPU on six nodes of 8 vCPU over three zones", () => {
  const nodes = nodesOf(2, eightCores, zones);
  const all = pods(18);
  const normal = pack(all, nodes);

  test("all 18 fit exactly, three on every node", () => {
    expect(normal.left).toEqual([]);
    const perNode = nodes.map(({ id }) => [...normal.placed.values()].filter((node) => node === id).length);
    expect(perNode).toEqual([3, 3, 3, 3, 3, 3]);
  });

  test("one more finds no processor", () => {
    expect(pack(pods(19), nodes).left.map(({ lacks }) => lacks)).toEqual(["cpu"]);
  });

  test.each(zones)("after losing zone %s twelve remain and six find no place", (lost) => {
    const rest = nodes.filter(({ zone }) => zone !== lost);
    expect(pack(all, rest).placed.size).toBe(12);
    expect(pack(all, rest).left.map(({ lacks }) => lacks)).toEqual(Array(6).fill("cpu"));
  });

  test("the planner sees the same: what ran in the lost zone can't be placed again", () => {
    const after = packAfterLoss("a", normal, nodes, { pods: all, zoneBound: true });
    expect(after.left[0]?.lacks).toBe("cpu");
  });

  test("with three nodes in each zone the loss is survived", () => {
    const more = nodesOf(3, eightCores, zones);
    const after = packAfterLoss("a", pack(all, more), more, { pods: all, zoneBound: true });
    expect(after.left).toEqual([]);
    expect(after.placed.size).toBe(18);
  });
});

describe("where pods go", () => {
  test("small pods spread over all nodes, and leave none empty for a large one that comes late", () => {
    const nodes = nodesOf(2, eightCores, zones);
    const small = pods(24, { cpu: 1000, memory: 1000 });
    const large = pods(1, { kind: "large", cpu: 4000, spread: "none" });
    expect(pack([...large, ...small], nodes).left.map(({ pod, lacks }) => [pod.kind, lacks])).toEqual([
      ["large", "cpu"],
    ]);
    expect(pack([...large, ...small.slice(6)], nodes).left).toEqual([]);
  });

  test("one of the largest comes last, after all others have filled the nodes evenly", () => {
    const nodes = nodesOf(2, eightCores, zones);
    const all = [
      ...pods(21, { cpu: 1000, memory: 1000, spread: "none" }),
      ...pods(2, { kind: "large", cpu: 4000, memory: 4000, spread: "none" }),
    ];
    expect(pack(all, nodes).left).toEqual([]);
    expect(pack(all, nodes, { arrival: "largest-last" }).left.map(({ pod, lacks }) => [pod.id, lacks])).toEqual([
      ["large-1", "cpu"],
    ]);
  });

  test("a pool has room for one of the largest that comes last", () => {
    const shape = { ...eightCores, perNode: { cpu: 0, memory: 0 } };
    const demand = { zones, fill: 1, survivesZoneLoss: false, zoneBound: true, minimumNodes: 1 };
    const small = pods(21, { cpu: 1000, memory: 1000, spread: "none" });
    const large = pods(2, { kind: "large", cpu: 4000, memory: 4000, spread: "none" });
    expect(poolSize(shape, { ...demand, pods: [...small, ...large] }, 9)).toBe(3);
    expect(poolSize(shape, { ...demand, pods: [...small.slice(3), ...large] }, 9)).toBe(2);
  });

  test("a pool survives the loss of a zone in whatever order its pods were installed", () => {
    const shape = { cpu: 1000, memory: 1000, volumes: 9, pods: 99, perNode: { cpu: 0, memory: 0 } };
    const small = { memory: 10, spread: "preferred" } as const;
    const all = [
      ...pods(3, { ...small, kind: "large", cpu: 700 }),
      ...pods(3, { ...small, kind: "middle", cpu: 200 }),
      ...pods(3, { ...small, kind: "small", cpu: 100 }),
    ];
    const demand = { pods: all, zones, fill: 1, survivesZoneLoss: true, zoneBound: false, minimumNodes: 1 };
    const nodes = nodesOf(2, shape, zones);
    const leftAfterLoss = (arrival: Arrival): readonly string[] =>
      zones.flatMap((zone) =>
        packAfterLoss(zone, pack(all, nodes, { arrival }), nodes, demand).left.map(({ pod }) => pod.kind),
      );
    expect(leftAfterLoss("data-first")).toEqual([]);
    expect(leftAfterLoss("largest-last")).not.toEqual([]);
    expect(shortage(2, shape, demand)).toEqual({ kind: "zone-loss", lacks: "cpu" });
    expect(poolSize(shape, demand, 9)).toBe(3);
  });

  test("after the loss of a zone there is room for one more of the largest", () => {
    const shape = { cpu: 8000, memory: 8000, volumes: 9, pods: 99, perNode: { cpu: 0, memory: 0 } };
    const demand = { zones, fill: 1, survivesZoneLoss: true, zoneBound: true, minimumNodes: 1 };
    const large = (count: number): PodRequest[] => pods(count, { cpu: 4000, memory: 1000, spread: "none" });
    // Four nodes are left, with two places each.
    expect(shortage(2, shape, { ...demand, pods: large(7) })).toBeUndefined();
    expect(shortage(2, shape, { ...demand, pods: large(8) })).toEqual({ kind: "zone-loss", lacks: "cpu" });
  });

  test("what holds data comes first on an installation, however large it is, and as it may when a zone is lost", () => {
    const nodes = nodesOf(2, eightCores, zones);
    const all = [...pods(24, { cpu: 1000, memory: 1000 }), ...pods(1, { kind: "large", cpu: 4000, volumes: 1 })];
    expect(pack(all, nodes).left).toEqual([]);
    expect(pack(all, nodes, { arrival: "any" }).left.map(({ pod }) => pod.kind)).toEqual(["large"]);
  });

  test("a large member whose volume can move finds no node after a loss where smaller pods came before it", () => {
    const nodes = nodesOf(2, eightCores, zones);
    const all = [
      ...pods(18, { cpu: 1000, memory: 1000 }),
      ...pods(3, { kind: "member", cpu: 3500, memory: 1000, volumes: 1 }),
    ];
    const after = packAfterLoss("a", pack(all, nodes), nodes, { pods: all, zoneBound: false });
    expect(after.left.map(({ pod }) => pod.kind)).toEqual(["member"]);
    expect(packAfterLoss("a", pack(all, nodes), nodes, { pods: all, zoneBound: true }).left).toEqual([]);
  });

  test("pods of one kind are spread evenly over zones", () => {
    const nodes = nodesOf(2, eightCores, zones);
    const { placed } = pack(pods(8), nodes);
    const perZone = zones.map((zone) => [...placed.values()].filter((node) => zoneOf(nodes, node) === zone).length);
    expect(perZone.toSorted()).toEqual([2, 3, 3]);
  });

  test("an even spread is a hard rule: a zone without room stops the next pod", () => {
    const nodes = nodesOf(1, eightCores, zones).map((node) => (node.zone === "c" ? { ...node, cpu: 1000 } : node));
    expect(pack(pods(3), nodes).left).toHaveLength(1);
    expect(pack(pods(3, { spread: "preferred" }), nodes).left).toEqual([]);
  });

  test("pods with volumes never share a node with their kind", () => {
    const small = { cpu: 100, memory: 100, volumes: 1 };
    const nodes = nodesOf(2, eightCores, ["a"]);
    const { placed, left } = pack(pods(3, small), nodes);
    expect(new Set(placed.values()).size).toBe(2);
    expect(left.map(({ lacks }) => lacks)).toEqual(["spread"]);
  });

  test("places for volumes and pods run out as well", () => {
    const kinds = ["x", "y", "z"].flatMap((kind) => pods(1, { kind, cpu: 1, memory: 1, volumes: 1 }));
    expect(pack(kinds, nodesOf(1, { ...eightCores, volumes: 2 }, ["a"])).left[0]?.lacks).toBe("volumes");
    expect(pack(kinds, nodesOf(1, { ...eightCores, pods: 2 }, ["a"])).left[0]?.lacks).toBe("pods");
  });

  test("a pod whose volume is bound to the lost zone is lost, one whose volume is not moves", () => {
    const nodes = nodesOf(2, eightCores, zones);
    const members = pods(3, { kind: "member", volumes: 1 });
    const normal = pack(members, nodes);
    expect(packAfterLoss("b", normal, nodes, { pods: members, zoneBound: true }).placed.size).toBe(2);
    expect(packAfterLoss("b", normal, nodes, { pods: members, zoneBound: false }).placed.size).toBe(3);
  });
});

describe("properties", () => {
  const podArbitrary = fc
    .record({
      kind: fc.constantFrom("web", "mail", "data"),
      cpu: fc.integer({ min: 0, max: 4000 }),
      memory: fc.integer({ min: 0, max: 16_000 }),
      volumes: fc.integer({ min: 0, max: 2 }),
      spread: fc.constantFrom("even", "preferred", "none"),
    })
    .map((pod) => pod satisfies Omit<PodRequest, "id">);
  const podsArbitrary = fc
    .array(podArbitrary, { maxLength: 40 })
    .map((list): PodRequest[] => list.map((pod, index) => ({ id: `pod-${String(index)}`, ...pod })));

  test("no node is ever asked for more than it has", () => {
    fc.assert(
      fc.property(podsArbitrary, fc.integer({ min: 1, max: 4 }), (list, perZone) => {
        const nodes = nodesOf(perZone, eightCores, zones);
        const { placed, left } = pack(list, nodes);
        expect(placed.size + left.length).toBe(list.length);
        for (const { id, cpu, memory, volumes, pods: places } of nodes) {
          const here = list.filter((pod) => placed.get(pod.id) === id);
          const sum = (of: (pod: PodRequest) => number): number => here.reduce((total, pod) => total + of(pod), 0);
          expect(sum((pod) => pod.cpu)).toBeLessThanOrEqual(cpu);
          expect(sum((pod) => pod.memory)).toBeLessThanOrEqual(memory);
          expect(sum((pod) => pod.volumes)).toBeLessThanOrEqual(volumes);
          expect(here.length).toBeLessThanOrEqual(places);
        }
      }),
    );
  });

  test("the order of the pods does not matter", () => {
    fc.assert(
      fc.property(podsArbitrary, (list) => {
        const nodes = nodesOf(2, eightCores, zones);
        expect([...pack(list.toReversed(), nodes).placed]).toEqual([...pack(list, nodes).placed]);
      }),
    );
  });
});
