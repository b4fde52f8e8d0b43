import type { Permission } from "./permission";

const s3 = (...actions: readonly string[]): readonly string[] => actions.map((action) => `s3:${action}`);

/** Reading a bucket takes many questions, whatever of it is managed. */
const readBucket = s3(
  "ListBucket",
  "GetBucket*",
  "GetAccelerateConfiguration",
  "GetEncryptionConfiguration",
  "GetLifecycleConfiguration",
  "GetReplicationConfiguration",
);

/** Buckets and what is set on them; no object is read or written by Terraform. */
export const awsStoragePermissions: readonly Permission[] = [
  { types: ["aws_s3_bucket"], actions: [...readBucket, ...s3("CreateBucket", "DeleteBucket", "PutBucketTagging")] },
  { types: ["aws_s3_bucket_versioning"], actions: [...readBucket, ...s3("PutBucketVersioning")] },
  {
    types: ["aws_s3_bucket_object_lock_configuration"],
    actions: [...readBucket, ...s3("PutBucketObjectLockConfiguration")],
  },
  { types: ["aws_s3_bucket_ownership_controls"], actions: [...readBucket, ...s3("PutBucketOwnershipControls")] },
  { types: ["aws_s3_bucket_policy"], actions: [...readBucket, ...s3("PutBucketPolicy", "DeleteBucketPolicy")] },
  { types: ["aws_s3_bucket_public_access_block"], actions: [...readBucket, ...s3("PutBucketPublicAccessBlock")] },
  {
    types: ["aws_s3_bucket_server_side_encryption_configuration"],
    actions: [...readBucket, ...s3("PutEncryptionConfiguration")],
  },
  {
    types: ["aws_s3_bucket_lifecycle_configuration"],
    actions: [...readBucket, ...s3("PutLifecycleConfiguration")],
  },
  {
    types: ["aws_s3_bucket_replication_configuration"],
    actions: [...readBucket, ...s3("PutReplicationConfiguration"), "iam:PassRole"],
  },
];
