import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import { Construct } from "constructs";
import type { ClusterAccess, Infrastructure, InfrastructureProps, PublicAddress, Site } from "../infrastructure";
import { ExpectedCluster } from "./expected-cluster";
import { makeOwnBuckets } from "./own-buckets";
import { RightCluster } from "./right-cluster";

type ExistingSite = Extract<Site, { kind: "existing" }>;

/**
 * A site in a cluster that the customer runs: nothing of it is made here. It is looked at, so that a wrong one is refused
 * before the first change, and buckets are made where the storage lets us. Copies between two storages are made by the
 * storages themselves, and users with keys by their administrator.
 */
export class ExistingInfrastructure extends Construct implements Infrastructure {
  readonly cluster: ClusterAccess;
  readonly publicAddress: PublicAddress;
  readonly egressAddresses: string[];
  readonly buckets: readonly string[];
  readonly users: Readonly<Record<string, string>> = {};

  constructor(scope: Construct, id: string, props: InfrastructureProps<ExistingSite>) {
    super(scope, id);
    const { site, kubernetes } = props;
    const { context, cluster, zones, storageClass, nodes, entry, egress } = site;
    new KubernetesProvider(this, "kubernetes", { configContext: context });
    new RightCluster(this, "right-cluster", { context, cluster });
    new ExpectedCluster(this, "expected", {
      version: kubernetes,
      zones,
      storageClass: storageClass.name,
      ...(nodes === undefined ? {} : { nodesPerZone: nodes.perZone }),
    });
    // The operator's kubeconfig says where the cluster is and who vouches for it.
    this.cluster = { clusterId: cluster, host: "", certificateAuthority: "" };
    this.publicAddress = {
      addresses: entry.addresses,
      annotations: entry.annotations,
      ...(entry.requested === undefined ? {} : { requested: entry.requested }),
    };
    this.egressAddresses = egress;
    this.buckets = makeOwnBuckets(this, props);
  }
}
