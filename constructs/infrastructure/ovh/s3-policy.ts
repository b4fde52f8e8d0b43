import type { StoreUser } from "../stores";

/** What a user may do with its buckets. No way lets it delete a version, lift a lock or change a bucket. */
export type BucketAccess = StoreUser["access"];

const locate = ["s3:ListBucketMultipartUploads", "s3:GetBucketLocation"] as const;

const list = ["s3:ListBucket", ...locate] as const;

const look = ["s3:GetObject", "s3:ListMultipartUploadParts"] as const;

const add = ["s3:PutObject", "s3:AbortMultipartUpload"] as const;

/** Name of a statement and what it allows, by the way of access. */
const ways: Readonly<Record<BucketAccess, readonly [sid: string, actions: readonly string[]]>> = {
  read: ["Read", look],
  append: ["Append", [...look, ...add]],
  write: ["Write", ["s3:ListMultipartUploadParts", ...add]],
  "read-write": ["ReadWrite", [...look, "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload"]],
};

/**
 * Policy of an object storage user, as JSON: these buckets, of them the objects whose names begin with `prefix`, nothing else.
 * Buckets keep versions, so that `s3:DeleteObject` hides an object and takes nothing away.
 */
export function s3Policy(buckets: readonly string[], access: BucketAccess, prefix = ""): string {
  const allow = (sid: string, actions: readonly string[], objects: string) => ({
    Sid: sid,
    Effect: "Allow",
    Action: [...actions],
    Resource: buckets.map((bucket) => `arn:aws:s3:::${bucket}${objects}`),
  });
  return JSON.stringify({
    Statement: [allow("List", access === "write" ? locate : list, ""), allow(...ways[access], `/${prefix}*`)],
  });
}
