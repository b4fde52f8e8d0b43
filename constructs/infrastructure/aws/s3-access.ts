import type { StoreUser } from "../stores";

import { bucketArn, regionalArn, type AwsPlace } from "../../../planning/placement";
import type { Statement } from "./policy-document";

const look = ["s3:GetObject", "s3:ListMultipartUploadParts"] as const;
const locate = ["s3:ListBucketMultipartUploads", "s3:GetBucketLocation"] as const;
const list = ["s3:ListBucket", ...locate] as const;

/** Name of a statement and what it allows, by the way of access. */
const ways: Readonly<Record<StoreUser["access"], { readonly Sid: string; readonly Action: readonly string[] }>> = {
  read: { Sid: "Read", Action: look },
  append: { Sid: "Append", Action: [...look, "s3:PutObject", "s3:AbortMultipartUpload"] },
  write: { Sid: "Write", Action: ["s3:ListMultipartUploadParts", "s3:PutObject", "s3:AbortMultipartUpload"] },
  "read-write": { Sid: "ReadWrite", Action: [...look, "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload"] },
};

/**
 * These buckets, of them the objects whose names begin with the user's prefix, nothing else. No way deletes a version, lifts a lock or changes a bucket; buckets keep versions, so that
 * `s3:DeleteObject` hides an object and takes nothing away.
 */
export const bucketAccess = (
  place: AwsPlace,
  { buckets, access, prefix }: Pick<StoreUser, "buckets" | "access" | "prefix">,
): readonly Statement[] => [
  {
    Sid: "List",
    Effect: "Allow",
    Action: access === "write" ? [...locate] : [...list],
    Resource: buckets.map((bucket) => bucketArn(place, bucket)),
  },
  {
    Sid: ways[access].Sid,
    Effect: "Allow",
    Action: [...ways[access].Action],
    Resource: buckets.map((bucket) => bucketArn(place, `${bucket}/${prefix}*`)),
  },
];

/**
 * Use of the keys that encrypt objects, through S3 alone. Keys are named by their alias: another site's stack may make its key
 * after this policy.
 */
export const objectKeyAccess = (
  place: AwsPlace,
  {
    sid,
    actions,
    regions,
    aliases,
  }: {
    readonly sid: string;
    readonly actions: readonly string[];
    /** Regions of the keys; `*` stands for any. */
    readonly regions: readonly string[];
    /** Aliases without `alias/`; `*` stands for anything. */
    readonly aliases: readonly string[];
  },
): Statement => ({
  Sid: sid,
  Effect: "Allow",
  Action: [...actions],
  Resource: regions.map((region) => regionalArn({ ...place, region }, "kms", "key/*")),
  Condition: {
    StringLike: { "kms:ViaService": regions.map((region) => `s3.${region}.amazonaws.com`) },
    "ForAnyValue:StringLike": { "kms:ResourceAliases": aliases.map((alias) => `alias/${alias}`) },
  },
});

/** Reading takes a key's decryption, writing in parts takes both. */
export const keyActions = (access: StoreUser["access"]): readonly string[] =>
  access === "read" ? ["kms:Decrypt"] : ["kms:Decrypt", "kms:GenerateDataKey"];
