import {
  CloudProjectStorage,
  type CloudProjectStorageReplicationRules,
} from "@cdktf/provider-ovh/lib/cloud-project-storage";
import {
  CloudProjectStorageObjectBucketLifecycleConfiguration,
  type CloudProjectStorageObjectBucketLifecycleConfigurationRules,
} from "@cdktf/provider-ovh/lib/cloud-project-storage-object-bucket-lifecycle-configuration";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { Retention } from "../retention";

/** Another bucket that every new object is copied to. Both must lie in one project, and it must exist first. */
export interface ReplicaTarget {
  readonly name: string;
  readonly region: string;
  /** Whether a deletion is copied too: yes for a live twin, no for a backup. */
  readonly deletions: "copied" | "kept-out";
}

/** Nobody deletes or overwrites a version before its time: `compliance` binds the account's owner too. */
export interface ObjectLock {
  readonly mode: "compliance" | "governance";
  readonly days: number;
}

export interface ObjectStoreProps {
  /** Public Cloud project. */
  readonly project: string;
  /** Storage region, such as `GRA`. */
  readonly region: string;
  /** Globally unique name. */
  readonly name: string;
  /** Set at creation or never: adding it later makes the bucket anew. A locked source needs locked targets. */
  readonly lock?: ObjectLock;
  readonly replicasIn: readonly ReplicaTarget[];
  readonly retention: Retention;
  /** True where the bucket holds the truth, so that Terraform refuses to destroy it. */
  readonly authoritative: boolean;
  readonly dependsOn?: readonly ITerraformDependable[];
}

/** Days an unfinished multipart upload is kept: longer than any upload takes, short enough to cost nothing. */
const unfinishedUploadDays = 7;

/**
 * A versioned bucket, encrypted with OVHcloud's own key: copies between regions leave out whatever is encrypted with a
 * client's key (OVHcloud docs, replication, 2025-07-10), so that a key per tenant would silently end replication.
 */
export class ObjectStore extends Construct {
  readonly bucketName: string;
  readonly bucket: CloudProjectStorage;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: ObjectStoreProps,
  ) {
    super(scope, id);
    const { project, region, name, lock, replicasIn, authoritative, dependsOn } = props;
    this.bucketName = name;
    this.bucket = new CloudProjectStorage(this, "bucket", {
      serviceName: project,
      regionName: region,
      name,
      // The list of objects is no business of the state file.
      hideObjects: true,
      versioning: { status: "enabled" },
      encryption: { sseAlgorithm: "AES256" },
      ...(lock === undefined
        ? {}
        : { objectLock: { status: "enabled", rule: { mode: lock.mode, period: `P${String(lock.days)}D` } } }),
      ...(replicasIn.length === 0 ? {} : { replication: { rules: replicasIn.map(replicationRule) } }),
      ...(authoritative ? { lifecycle: { preventDestroy: true } } : {}),
      ...(dependsOn === undefined || dependsOn.length === 0 ? {} : { dependsOn: [...dependsOn] }),
    });
    this.expire();
  }

  private expire(): void {
    const { project, region, name, retention } = this.props;
    const rules: CloudProjectStorageObjectBucketLifecycleConfigurationRules[] = [
      {
        id: "unfinished-uploads",
        status: "enabled",
        abortIncompleteMultipartUpload: { daysAfterInitiation: unfinishedUploadDays },
      },
      {
        id: "replaced-versions",
        status: "enabled",
        noncurrentVersionExpiration: { noncurrentDays: retention.replacedDays },
      },
      retention.currentDays === undefined
        ? { id: "empty-delete-markers", status: "enabled", expiration: { expiredObjectDeleteMarker: true } }
        : { id: "current-versions", status: "enabled", expiration: { days: retention.currentDays } },
      ...(retention.cold === undefined
        ? []
        : [
            {
              id: "cold",
              status: "enabled",
              transitions: [{ days: retention.cold.days, storageClass: retention.cold.class }],
            },
          ]),
    ];
    new CloudProjectStorageObjectBucketLifecycleConfiguration(this, "expiry", {
      serviceName: project,
      regionName: region,
      containerName: name,
      rules,
      dependsOn: [this.bucket],
    });
  }
}

const replicationRule = (
  { name, region, deletions }: ReplicaTarget,
  index: number,
): CloudProjectStorageReplicationRules => ({
  id: `to-${name}`,
  status: "enabled",
  priority: index + 1,
  filter: { prefix: "" },
  deleteMarkerReplication: deletions === "copied" ? "enabled" : "disabled",
  destination: { name, region, removeOnMainBucketDeletion: false },
});
