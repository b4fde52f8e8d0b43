import { objectCount } from "../catalog";
import { addressOf } from "./rclone-remote";

/** Folder in memory in which numbers wait for whoever writes them down. */
export const countsFolder = "/work";

/** Lists each bucket page by page and keeps nothing but the sums. What can't be listed to its end ends the pod, so that nothing is written down. */
export const countScript = (buckets: readonly string[]): string =>
  [
    "set -eu",
    ...buckets.map(
      (bucket) => `rclone size --json --retries=3 --stats=0 "${addressOf(bucket)}" >${countsFolder}/${bucket}.json`,
    ),
    "",
  ].join("\n");

/** A number as rclone writes it, short enough that a sum of several stays within the digits that are believed. */
const number = `(0|[1-9][0-9]{0,${String(objectCount.digits - 2)}})`;

/**
 * Adds up what rclone found (rclone 1.75, `size --json`: count, bytes, sizeless and fs) and writes it down once, all of a service's buckets or none of them.
 * An object without a size would be one that costs nothing.
 */
export const writeScript = (buckets: readonly string[]): string => `set -euo pipefail
form='^\\{"count":${number},"bytes":${number},"sizeless":0(,"fs":"[^"]*")?\\}$'
bytes=0
objects=0
for bucket in ${buckets.join(" ")}; do
  found="$(<"${countsFolder}/$bucket.json")"
  if [[ ! "$found" =~ $form ]]; then
    echo "$bucket: no count" >&2
    exit 1
  fi
  objects=$((objects + BASH_REMATCH[1]))
  bytes=$((bytes + BASH_REMATCH[2]))
done
said="bytes=$bytes objects=$objects counted=$(date -u +%s)"
psql --no-psqlrc --no-password --quiet --set=ON_ERROR_STOP=1 --single-transaction --set=said="$said" --file=/etc/bestek/said.sql
echo "$said"
`;

/** The service owns its database, and with it the schema; nothing lies in it. */
export const writeStatements = `SET client_min_messages = warning;
CREATE SCHEMA IF NOT EXISTS ${objectCount.schema};
COMMENT ON SCHEMA ${objectCount.schema} IS :'said';
`;
