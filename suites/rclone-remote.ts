import { bucketEndpoint, secret, type BucketAddress, type EnvironmentValue } from "../language";

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
