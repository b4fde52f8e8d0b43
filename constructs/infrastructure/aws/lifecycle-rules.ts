import type { S3BucketLifecycleConfigurationRule } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import type { Retention } from "../retention";

/** Days an unfinished multipart upload is kept: longer than any upload takes, short enough to cost nothing. */
const unfinishedUploadDays = 7;

const everything = [{ prefix: "" }];

/** A bucket's life cycle. A lock holds longer than any rule: what is locked goes when its time is over. */
export function lifecycleRules(retention: Retention): S3BucketLifecycleConfigurationRule[] {
  const { replacedDays, currentDays, cold } = retention;
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
    ...(cold === undefined ? [] : [rule("cold", { transition: [{ days: cold.days, storageClass: cold.class }] })]),
  ];
}
