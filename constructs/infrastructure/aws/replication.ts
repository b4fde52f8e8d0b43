import { S3BucketReplicationConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-replication-configuration";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { bucketArn, keyAliasArn, type AwsPlace } from "../../../planning/placement";
import type { AwsProvider } from "@cdktf/provider-aws/lib/provider";

/** Another bucket that every new object is copied to; it exists first. */
export interface ReplicaTarget {
  readonly name: string;
  readonly region: string;
  /** Alias of the key that encrypts the copy, in its region. */
  readonly keyAlias: string;
  /** Whether a deletion is copied too: yes for a live twin, no for a backup. */
  readonly deletions: "copied" | "kept-out";
}

export interface ReplicationProps {
  readonly place: AwsPlace;
  readonly bucket: string;
  readonly roleArn: string;
  readonly targets: readonly ReplicaTarget[];
  readonly provider?: AwsProvider;
  readonly dependsOn: readonly ITerraformDependable[];
}

/** Minutes in which S3 promises 99.9 % of copies with Replication Time Control, and after which it reports a delay. */
const minutes = 15;

/** Copies of a bucket in other regions, each encrypted anew with a key of its own region, within a contracted time. */
export class Replication extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { place, bucket, roleArn, targets, provider, dependsOn }: ReplicationProps,
  ) {
    super(scope, id);
    new S3BucketReplicationConfigurationA(this, "rules", {
      ...(provider === undefined ? {} : { provider }),
      bucket,
      role: roleArn,
      rule: targets.map(({ name, region, keyAlias, deletions }, index) => ({
        id: `to-${name}`,
        status: "Enabled",
        priority: index + 1,
        filter: { prefix: "" },
        deleteMarkerReplication: { status: deletions === "copied" ? "Enabled" : "Disabled" },
        sourceSelectionCriteria: { sseKmsEncryptedObjects: { status: "Enabled" } },
        destination: {
          bucket: bucketArn(place, name),
          encryptionConfiguration: { replicaKmsKeyId: keyAliasArn({ ...place, region }, keyAlias) },
          replicationTime: { status: "Enabled", time: { minutes } },
          metrics: { status: "Enabled", eventThreshold: { minutes } },
        },
      })),
      dependsOn: [...dependsOn],
    });
  }
}
