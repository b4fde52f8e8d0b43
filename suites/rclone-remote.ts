import { azureBlobClient } from "../catalog";
import {
  bucketEndpoint,
  secret,
  type BucketAddress,
  type EnvironmentValue,
  type ServiceDefinition,
  type Surroundings,
} from "../language";

/** One end as rclone takes it from variables alone, so that no configuration lies in the cluster. */
export function rcloneRemote(
  name: string,
  at: BucketAddress | undefined,
  keys: string,
): Readonly<Record<string, EnvironmentValue>> {
  if (at === undefined) return {};
  const setting = (key: string): string => `RCLONE_CONFIG_${name}_${key}`;
  return {
    [`${name}_BUCKET`]: at.name,
    [setting("TYPE")]: "s3",
    [setting("PROVIDER")]: "Other",
    [setting("ENDPOINT")]: bucketEndpoint(at),
    [setting("REGION")]: at.region,
    [setting("FORCE_PATH_STYLE")]: at.addressing === "path" ? "true" : "false",
    [setting("NO_CHECK_BUCKET")]: "true",
    [setting("ACCESS_KEY_ID")]: secret(keys, "access-key"),
    [setting("SECRET_ACCESS_KEY")]: secret(keys, "secret-key"),
  };
}

/** Name of a bucket's remote in variables; rclone looks them up by the same name in small letters. */
const remoteOf = (bucket: string): string => bucket.toUpperCase().replaceAll("-", "_");

/** Each of a service's own buckets as a remote that bears the bucket's name, with the keys that the service has. */
export const rcloneRemotes = (
  buckets: readonly string[],
  at: Pick<Surroundings, "bucket">,
): Readonly<Record<string, EnvironmentValue>> =>
  Object.fromEntries(
    buckets.flatMap((bucket) => Object.entries(rcloneRemote(remoteOf(bucket), at.bucket(bucket), `bucket-${bucket}`))),
  );

/**
 * The same buckets where Azure keeps them, for a workload that reads them as itself. Names are written as at the gateways that speak S3 for them: rclone
 * would look for others where one ends in a dot or holds a backslash (documentation of both backends, 1.75).
 */
export const containerRemotes = (
  buckets: readonly string[],
  at: Pick<Surroundings, "bucket" | "bucketAccount">,
): Readonly<Record<string, EnvironmentValue>> =>
  Object.fromEntries(
    buckets.flatMap((bucket) => [
      [`${remoteOf(bucket)}_BUCKET`, at.bucket(bucket).name],
      ...Object.entries({
        TYPE: "azureblob",
        ...azureBlobClient(at.bucketAccount(bucket) ?? ""),
        ENCODING: "Slash,InvalidUtf8,Dot",
      }).map(([key, value]) => [`RCLONE_CONFIG_${remoteOf(bucket)}_${key}`, value] as const),
    ]),
  );

/** Address of such a bucket in a script, as rclone takes it. */
export const addressOf = (bucket: string): string => `${remoteOf(bucket).toLowerCase()}:$${remoteOf(bucket)}_BUCKET`;

/** Buckets that their service can list and read: all but journals. */
export const readBuckets = ({
  needs,
}: Pick<ServiceDefinition, "needs">): readonly { readonly name: string; readonly record: boolean }[] =>
  Object.entries(needs.buckets ?? {}).flatMap(([name, { written }]) =>
    written === undefined || written === "record" ? [{ name, record: written === "record" }] : [],
  );

/** What keeps rclone to one folder: it remembers nothing, and finds no configuration but in variables. */
export const rcloneIn = (folder: string): Readonly<Record<string, EnvironmentValue>> => ({
  HOME: folder,
  RCLONE_CONFIG: "/notfound",
  RCLONE_CACHE_DIR: `${folder}/cache`,
  RCLONE_TEMP_DIR: folder,
});

/**
 * For what rclone writes and fetches itself: an ETag is no MD5 where AWS encrypts with a key of ours, and rclone, which takes it for one, calls the object
 * broken and deletes it (1.75). What arrives the storage compares with the MD5 that every request bears; `rcat` has no such way.
 */
export const withoutEtag = "--ignore-checksum";
