import type { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketObjectLockConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-object-lock-configuration";
import { S3BucketOwnershipControls } from "@cdktf/provider-aws/lib/s3-bucket-ownership-controls";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { Retention } from "../retention";
import type { AwsPlace } from "../../../planning/placement";
import { regionalProvider } from "./aws-provider";
import { bucketPolicy } from "./bucket-policy";
import type { EncryptionKey } from "./encryption-key";
import { lifecycleRules } from "./lifecycle-rules";
import { Replication, type ReplicaTarget } from "./replication";

/** Nobody deletes or overwrites a version before its time: `compliance` binds the account's owner too. */
export interface ObjectLock {
  readonly mode: "compliance" | "governance";
  readonly days: number;
}

export interface ObjectStoreProps {
  /** Account and region of the stack. */
  readonly place: AwsPlace;
  /** Where the bucket stands. */
  readonly region: string;
  /** Globally unique name. */
  readonly name: string;
  /** Key of the bucket's region. */
  readonly key: EncryptionKey;
  readonly lock?: ObjectLock;
  readonly replicasIn: readonly ReplicaTarget[];
  /** Role that copies; absent where nothing is copied. */
  readonly copiedBy?: string;
  readonly retention: Retention;
  /** Buckets of the same stack that the rules name. */
  readonly dependsOn: readonly ITerraformDependable[];
}

/**
 * A versioned bucket that nothing makes public: encrypted with a key of ours by default, owned whole by the account, spoken to over
 * current TLS alone. Terraform never destroys it and never empties it.
 */
export class ObjectStore extends Construct {
  readonly bucketName: string;
  /** What rules of other buckets wait for: a copy's target must keep versions. */
  readonly versioning: ITerraformDependable;
  private readonly at: { readonly bucket: string; readonly provider?: AwsProvider };

  constructor(
    scope: Construct,
    id: string,
    private readonly props: ObjectStoreProps,
  ) {
    super(scope, id);
    const { place, region, name, lock } = props;
    const provider = region === place.region ? {} : { provider: regionalProvider(this, { ...place, region }) };
    const bucket = new S3Bucket(this, "bucket", {
      ...provider,
      bucket: name,
      forceDestroy: false,
      objectLockEnabled: lock !== undefined,
      lifecycle: { preventDestroy: true },
    });
    this.bucketName = name;
    this.at = { bucket: bucket.id, ...provider };
    this.versioning = new S3BucketVersioningA(this, "versioning", {
      ...this.at,
      versioningConfiguration: { status: "Enabled" },
    });
    this.close();
    this.encrypt();
    this.lock();
    new S3BucketLifecycleConfiguration(this, "expiry", {
      ...this.at,
      rule: lifecycleRules(props.retention),
      dependsOn: [this.versioning],
    });
    this.copy();
  }

  private close(): void {
    const { place, name } = this.props;
    new S3BucketOwnershipControls(this, "ownership", { ...this.at, rule: { objectOwnership: "BucketOwnerEnforced" } });
    const closed = new S3BucketPublicAccessBlock(this, "public-access", {
      ...this.at,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    new S3BucketPolicy(this, "policy", { ...this.at, policy: bucketPolicy(place, name), dependsOn: [closed] });
  }

  private encrypt(): void {
    new S3BucketServerSideEncryptionConfigurationA(this, "encryption", {
      ...this.at,
      rule: [
        {
          applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: this.props.key.arn },
          // One call to KMS for many objects.
          bucketKeyEnabled: true,
        },
      ],
    });
  }

  private lock(): void {
    const { lock } = this.props;
    if (lock === undefined) return;
    new S3BucketObjectLockConfigurationA(this, "lock", {
      ...this.at,
      rule: { defaultRetention: { mode: lock.mode.toUpperCase(), days: lock.days } },
      dependsOn: [this.versioning],
    });
  }

  private copy(): void {
    const { place, replicasIn, copiedBy, dependsOn } = this.props;
    if (copiedBy === undefined || replicasIn.length === 0) return;
    const { provider } = this.at;
    new Replication(this, "replication", {
      place,
      bucket: this.at.bucket,
      roleArn: copiedBy,
      targets: replicasIn,
      ...(provider === undefined ? {} : { provider }),
      dependsOn: [this.versioning, ...dependsOn],
    });
  }
}
