import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import {
  S3BucketLifecycleConfiguration,
  type S3BucketLifecycleConfigurationRule,
} from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketObjectLockConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-object-lock-configuration";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";

/** Nobody deletes or overwrites a version before its time: `COMPLIANCE` binds the storage's administrator too. */
export interface OwnBucketLock {
  readonly mode: "COMPLIANCE" | "GOVERNANCE";
  readonly days: number;
}

export interface OwnBucketProps {
  readonly name: string;
  /** The provider of the storage that holds it. */
  readonly provider: TerraformProvider;
  /** Whether the storage keeps versions at all. */
  readonly versions: boolean;
  /** Set at creation or never. Needs a storage that keeps versions. */
  readonly lock?: OwnBucketLock;
  readonly retention: {
    /** Days after which a version that is no longer the newest goes. */
    readonly replacedDays: number;
    /** Days after which an object goes even though nothing replaced it; absent: never. */
    readonly currentDays?: number;
  };
  /** True where Terraform must refuse to destroy it. */
  readonly kept: boolean;
}

/** Days an unfinished multipart upload is kept: longer than any upload takes, short enough to cost nothing. */
const unfinishedUploadDays = 7;

/**
 * A bucket in storage of the customer's own, over the S3 protocol: versions, lock and expiry where the storage has them. How it
 * encrypts at rest is the storage's own setting, which no S3 call of every server tells.
 */
export class OwnBucket extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: OwnBucketProps,
  ) {
    super(scope, id);
    const { name, provider, lock, kept } = props;
    const bucket = new S3Bucket(this, "bucket", {
      provider,
      bucket: name,
      forceDestroy: false,
      ...(lock === undefined ? {} : { objectLockEnabled: true }),
      ...(kept ? { lifecycle: { preventDestroy: true } } : {}),
    });
    this.versions(bucket);
    new S3BucketLifecycleConfiguration(this, "expiry", { provider, bucket: bucket.bucket, rule: this.rules() });
  }

  private versions(bucket: S3Bucket): void {
    const { provider, versions, lock } = this.props;
    if (!versions) return;
    const versioning = new S3BucketVersioningA(this, "versioning", {
      provider,
      bucket: bucket.bucket,
      versioningConfiguration: { status: "Enabled" },
    });
    if (lock === undefined) return;
    new S3BucketObjectLockConfigurationA(this, "lock", {
      provider,
      bucket: bucket.bucket,
      rule: { defaultRetention: { mode: lock.mode, days: lock.days } },
      dependsOn: [versioning],
    });
  }

  private rules(): S3BucketLifecycleConfigurationRule[] {
    const { versions, retention } = this.props;
    const everything = { status: "Enabled", filter: [{ prefix: "" }] };
    return [
      {
        id: "unfinished-uploads",
        ...everything,
        abortIncompleteMultipartUpload: [{ daysAfterInitiation: unfinishedUploadDays }],
      },
      ...(versions
        ? [
            {
              id: "replaced-versions",
              ...everything,
              noncurrentVersionExpiration: [{ noncurrentDays: retention.replacedDays }],
            },
          ]
        : []),
      ...(retention.currentDays === undefined
        ? []
        : [{ id: "current-versions", ...everything, expiration: [{ days: retention.currentDays }] }]),
    ];
  }
}
