import { KubernetesProvider } from "@cdktf/provider-kubernetes/lib/provider";
import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import type {
  ClusterAccess,
  Infrastructure,
  InfrastructureProps,
  OwnStorage,
  PublicAddress,
  Site,
} from "../infrastructure";
import { lockDays, retentionOf } from "../retention";
import type { Store } from "../stores";
import { ExpectedCluster } from "./expected-cluster";
import { OwnBucket, type OwnBucketProps } from "./own-bucket";
import { RightCluster } from "./right-cluster";
import { storageProvider } from "./storage-provider";

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

  constructor(
    scope: Construct,
    id: string,
    private readonly props: InfrastructureProps<ExistingSite>,
  ) {
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
    this.buckets = this.objectStores();
  }

  private objectStores(): readonly string[] {
    const providers = new Map<string, TerraformProvider>();
    return this.props.stores
      .flatMap((store) => {
        const { region: place, name } = store.bucket;
        if (place.cloud !== "existing" || place.buckets === "customer") return [];
        const provider = providers.get(place.name) ?? storageProvider(this, place);
        providers.set(place.name, provider);
        new OwnBucket(this, `store-${name}`, { ...this.bucketProps(store, place), provider });
        return [name];
      })
      .sort();
  }

  private bucketProps({ bucket, locked }: Store, { objectLock }: OwnStorage): Omit<OwnBucketProps, "provider"> {
    return {
      name: bucket.name,
      versions: objectLock,
      ...(locked && objectLock
        ? { lock: { mode: this.props.production ? "COMPLIANCE" : "GOVERNANCE", days: lockDays } as const }
        : {}),
      retention: retentionOf(bucket.purpose.kind),
      kept: this.props.production,
    };
  }
}
