/** What a user may do with its buckets. Neither way lets it delete a version, lift a lock or change a bucket. */
export type BucketAccess = "read-write" | "read";

const look = [
  "s3:GetObject",
  "s3:ListBucket",
  "s3:ListMultipartUploadParts",
  "s3:ListBucketMultipartUploads",
  "s3:GetBucketLocation",
] as const;

const change = ["s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload"] as const;

/**
 * Policy of an object storage user, as JSON: these buckets, nothing else. Buckets keep versions, so that
 * `s3:DeleteObject` hides an object and takes nothing away.
 */
export function s3Policy(buckets: readonly string[], access: BucketAccess): string {
  const actions = access === "read" ? look : [...look, ...change];
  return JSON.stringify({
    Statement: [
      {
        Sid: access === "read" ? "Read" : "ReadWrite",
        Effect: "Allow",
        Action: [...actions],
        Resource: buckets.flatMap((bucket) => [`arn:aws:s3:::${bucket}`, `arn:aws:s3:::${bucket}/*`]),
      },
    ],
  });
}
