import type { S3BucketLifecycleConfigurationRule } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";

/** When objects go, and when they get cold. */
export interface Retention {
  /** Days after which a version that is no longer the newest goes. */
  readonly replacedDays: number;
  /** Days after which an object goes even though nothing replaced it; absent: never. */
  readonly currentDays?: number;
  /** Days after which an object is kept where reading it takes up to two days; absent: never. */
  readonly coldDays?: number;
}

/** Days an unfinished multipart upload is kept: longer than any upload takes, short enough to cost nothing. */
const unfinishedUploadDays = 7;

const everything = [{ prefix: "" }];

/** A bucket's life cycle. A lock holds longer than any rule: what is locked goes when its time is over. */
export function lifecycleRules(retention: Retention): S3BucketLifecycleConfigurationRule[] {
  const { replacedDays, currentDays, coldDays } = retention;
  const rule = (id: string, what: Partial<S3BucketLifecycleConfigurationRule>): S3BucketLifecycleConfigurationRule => ({
    id,
    status: "Enabled",
    filter: everything,
    ...what,
  });
  return [
    rule("unfinished-uploads", { abortIncompleteMultipartUpload: [{ daysAfterInitiation: unfinishedUploadDays }] }),
    rule("replaced-versions", { noncurrentVersionExpiration: [{ noncurrentDays: replacedDays }] }),
    currentDays === undefined
      ? rule("empty-delete-markers", { expiration: [{ expiredObjectDeleteMarker: true }] })
      : rule("current-versions", { expiration: [{ days: currentDays }] }),
    ...(coldDays === undefined
      ? []
      : [rule("cold", { transition: [{ days: coldDays, storageClass: "DEEP_ARCHIVE" }] })]),
  ];
}
