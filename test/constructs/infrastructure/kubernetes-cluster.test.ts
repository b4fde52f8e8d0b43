import {
  KubernetesCluster,
  type KubernetesClusterProps,
} from "../../../constructs/infrastructure/ovh/kubernetes-cluster";
import { PrivateNetwork } from "../../../constructs/infrastructure/ovh/private-network";
import { Cidr, quantity, type Derived, type NodePoolPlan, type Unit } from "../../../language";
import { synth, type Synthesized } from "./synth";

const derived = <U extends Unit>(value: number, unit: U): Derived<U> => ({
  ...quantity(value, unit),
  rule: "fixture",
  from: [],
  because: "fixture",
});

const pool = (nodesPerZone: number, zones: number, maximumNodes: number): NodePoolPlan => ({
  machine: "b3-32",
  nodes: derived(nodesPerZone * zones, "nodes"),
  nodesPerZone: derived(nodesPerZone, "nodes"),
  maximumNodes: derived(maximumNodes, "nodes"),
  allocatableCpu: derived(7000, "millicores"),
  allocatableMemory: derived(28_000, "MiB"),
  volumesPerNode: derived(100, "volumes"),
  podsPerNode: derived(110, "pods"),
});

const threeZones = ["eu-west-par-a", "eu-west-par-b", "eu-west-par-c"];

function cluster(changes: Partial<Omit<KubernetesClusterProps, "network">> = {}): Synthesized {
  return synth((stack) => {
    const network = new PrivateNetwork(stack, "network", {
      project: "project",
      region: "EU-WEST-PAR",
      name: "zuid-par",
      network: Cidr.of("10.20.0.0/16"),
      gateway: "s",
    });
    new KubernetesCluster(stack, "cluster", {
      project: "project",
      region: "EU-WEST-PAR",
      name: "zuid-par",
      version: "1.35",
      zones: threeZones,
      plan: "standard",
      network,
      pools: { general: pool(2, 3, 9), steady: pool(1, 3, 3) },
      operators: [Cidr.of("203.0.113.0/28"), Cidr.of("198.51.100.7/32")],
      ...changes,
    });
  });
}

const poolsOf = (synthesized: Synthesized) => synthesized.all("ovh_cloud_project_kube_nodepool");
const named = (synthesized: Synthesized, name: string) =>
  poolsOf(synthesized).find((attributes) => attributes["name"] === name);

test("every planned pool stands in every zone, each part in exactly one", () => {
  expect(poolsOf(cluster()).map(({ name, availability_zones: zones }) => [name, zones])).toEqual(
    ["general", "steady"].flatMap((name) => threeZones.map((zone) => [`${name}-${zone}`, [zone]])),
  );
});

test("a region without zones takes a pool as a whole", () => {
  const single = cluster({ zones: ["GRA11"], pools: { general: pool(3, 1, 3) } });
  expect(poolsOf(single)).toEqual([expect.not.objectContaining({ availability_zones: expect.anything() })]);
  expect(named(single, "general")).toMatchObject({ desired_nodes: 3 });
});

test("a pool scales only where the plan leaves it room, up to its zone's share", () => {
  expect(named(cluster(), "general-eu-west-par-a")).toMatchObject({
    autoscale: true,
    desired_nodes: 2,
    min_nodes: 2,
    max_nodes: 3,
  });
  expect(named(cluster(), "steady-eu-west-par-a")).toMatchObject({ autoscale: false, min_nodes: 1, max_nodes: 1 });
});

test("Terraform leaves the number of nodes to the autoscaler, and to nobody else", () => {
  expect(named(cluster(), "general-eu-west-par-b")).toMatchObject({ lifecycle: { ignore_changes: ["desired_nodes"] } });
  expect(named(cluster(), "steady-eu-west-par-b")).not.toHaveProperty("lifecycle");
});

test("nodes are labelled with their pool and data centre", () => {
  expect(named(cluster(), "general-eu-west-par-c")).toMatchObject({
    template: { metadata: { labels: { "bestek.eu/pool": "general", "bestek.eu/data-centre": "eu-west-par-c" } } },
  });
});

test("the API answers operators, the runner and the site's own gateway", () => {
  const { ips } = cluster().only("ovh_cloud_project_kube_iprestrictions");
  expect(ips).toMatch(
    /^\$\{concat\(\["203\.0\.113\.0\/28", "198\.51\.100\.7\/32"\], formatlist\("%s\/32", local\.network_egress_\w+\)\)\}$/,
  );
});

test("the cluster can't be destroyed by a plan", () => {
  expect(cluster().only("ovh_cloud_project_kube")).toMatchObject({ lifecycle: { prevent_destroy: true } });
});

test("a cluster of three zones waits for its gateway and takes routes from its subnet", () => {
  const kube = cluster().only("ovh_cloud_project_kube");
  expect(kube).toMatchObject({ depends_on: [expect.stringContaining("ovh_cloud_project_gateway.")] });
  expect(kube).not.toHaveProperty("private_network_configuration");
});

test("elsewhere nodes are told to leave through the private network", () => {
  const kube = cluster({ zones: ["GRA11"] }).only("ovh_cloud_project_kube");
  expect(kube).toMatchObject({ private_network_configuration: { private_network_routing_as_default: true } });
});

test("pods and services get networks that OVHcloud accepts: a /16 at least", () => {
  const { ip_allocation_policy: policy } = cluster().only("ovh_cloud_project_kube");
  expect(policy).toEqual({ pods_ipv4_cidr: "10.240.0.0/13", services_ipv4_cidr: "10.3.0.0/16" });
});

test("the Free plan is not told what it can't do", () => {
  expect(cluster({ plan: "free" }).only("ovh_cloud_project_kube")).not.toHaveProperty("ip_allocation_policy");
});
