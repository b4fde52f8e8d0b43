import { k8s } from "cdk8s-plus-28";
import { ApiObject } from "cdk8s";
import type { Construct } from "constructs";
import type { VolumeSnapshotClass } from "../imports/custom-resources/external-snapshotter/volume-snapshot-class";
import { ownSnapshotClass, portsOfNamespace, snapshotClassOf, type Cloud, type StorageClass } from "../catalog";
import { PlatformNamespace } from "../constructs/platform/namespaces/platform-namespace";
import type { NetworkParties } from "../constructs/platform/network/peers";
import { PodPolicies } from "../constructs/platform/network/pod-policies";
import { Cidr } from "../language";
import { apiNetworks, networkLayout, nodeNetworks, ownStorageNetworks } from "../planning/placement";
import type { ChartDefinition } from "./chart-definition";
import { scratchClassName, type SiteContext } from "./site-context";

/** Namespaces, closed, and every opening that a flow declares: installed before anything that would need one. */
export const foundationChart = ({ plan, site, environment, ownStorageClass }: SiteContext): ChartDefinition => ({
  stage: "foundation",
  release: "foundation",
  // Cluster-wide objects and namespaces belong to no namespace of ours; the release's own record must lie somewhere.
  namespace: "kube-system",
  build: (chart) => {
    const parties = networkParties({ site, environment });
    const flows = Object.values(plan.flows);
    for (const [name, namespace] of Object.entries(plan.namespaces)) {
      new PlatformNamespace(chart, `namespace-${name}`, {
        name,
        plan: namespace,
        mesh: plan.mesh.kind,
        ports: portsOfNamespace(name, plan),
        kubernetes: environment.kubernetes,
      });
      new PodPolicies(chart, `policies-${name}`, {
        namespace: name,
        podSets: plan.podSets,
        flows,
        parties,
        mesh: plan,
      });
    }
    if (site.kind !== "existing") snapshotClass(chart, site.kind);
    if (ownStorageClass !== undefined) {
      storageClass(chart, ownStorageClass, "Retain");
      // What a restore drill has restored must not stay: a kept volume would be a copy that nobody knows of.
      storageClass(chart, { ...ownStorageClass, name: scratchClassName(ownStorageClass.name) }, "Delete");
    }
  },
});

/** AKS calls webhooks through agents that are pods like any other, labelled so (tigera/operator#5212, seen on AKS 1.36.2, 2026-08-17). */
const aksControlPlanePods = { app: "konnectivity-agent" } as const;

/** Azure's second address of credentials and settings of a machine (Microsoft Learn: What is IP address 168.63.129.16, 2025). */
const azurePlatform = "168.63.129.16/32";

/** Networks behind the parties of flows that are no pods, at one site. */
export function networkParties({ site, environment }: Pick<SiteContext, "site" | "environment">): NetworkParties {
  const { entry, endpoints } = networkLayout(site);
  const common = {
    nodes: nodeNetworks(site).map((network) => network.toString()),
    loadBalancers: entrance(site, entry),
    kubernetesApi: apiNetworks(site).map((network) => network.toString()),
  };
  switch (site.kind) {
    case "azure":
      return {
        ...common,
        endpoints: [endpoints.toString()],
        controlPlanePods: aksControlPlanePods,
        platform: [azurePlatform],
      };
    case "ovh":
    case "aws":
      return { ...common, endpoints: [] };
    case "existing": {
      const keys = site.seal.kind === "transit" ? site.seal.networks : [];
      const networks = [...ownStorageNetworks(environment), ...keys].map((network) => network.toString());
      return { ...common, endpoints: [...new Set(networks)] };
    }
  }
}

/** Whence packets of the public entry come: a customer's own people may share private addresses with the cluster. */
function entrance(site: SiteContext["site"], entry: Cidr): NetworkParties["loadBalancers"] {
  if (site.kind !== "existing" && entry.prefix === 0) return "internet";
  const { nodes, pods } = networkLayout(site);
  return { cidr: entry.toString(), except: inside(entry, [nodes, pods, linkLocal]) };
}

/** By such an address a node's own processes come to its pods in the mesh; no client has one. */
const linkLocal = Cidr.of("169.254.0.0/16");

/** Networks within another one, for what must not pass as a client because it shares the clients' network. */
const inside = (outer: Cidr, networks: readonly Cidr[]): readonly string[] =>
  networks.filter((network) => outer.contains(network)).map((network) => network.toString());

function snapshotClass(chart: Construct, cloud: Cloud): void {
  const { driver, parameters } = snapshotClassOf(cloud);
  const object: VolumeSnapshotClass = {
    apiVersion: "snapshot.storage.k8s.io/v1",
    kind: "VolumeSnapshotClass",
    driver,
    deletionPolicy: "Delete",
    ...(Object.keys(parameters).length === 0 ? {} : { parameters }),
  };
  new ApiObject(chart, "snapshot-class", { ...object, metadata: { name: ownSnapshotClass } });
}

function storageClass(chart: Construct, { name, origin }: StorageClass, reclaimPolicy: "Retain" | "Delete"): void {
  if (origin.kind === "cloud") return;
  new k8s.KubeStorageClass(chart, reclaimPolicy === "Retain" ? "storage-class" : "scratch-class", {
    metadata: { name },
    provisioner: origin.provisioner,
    parameters: { ...origin.parameters },
    allowVolumeExpansion: true,
    // A volume must come up in the zone of the pod that wants it.
    volumeBindingMode: "WaitForFirstConsumer",
    reclaimPolicy,
  });
}
