import { kubectl } from "./commands";
import { atStorage, peoplesRemote, type PeoplesKeys } from "./peoples-remote";
import type { RunbookBucket, RunbookFacts, RunbookSite } from "./runbook-facts";

/** One bucket from one site to the other, each end with the keys that its own services bear. `copy` adds, and never deletes. */
export function carryObjects(
  { protocol, journal }: RunbookFacts,
  { service, bucket, names }: RunbookBucket,
  from: RunbookSite,
  to: RunbookSite,
): readonly string[] {
  switch (protocol) {
    case "s3":
      if (journal?.keys !== undefined && journal.service === service && journal.bucket === bucket)
        return carryJournal(journal.keys, { service, bucket, names }, from, to);
      return [
        ...remote("FROM", from, service, bucket),
        ...remote("TO", to, service, bucket),
        `rclone copy from:${names[from.id] ?? ""} to:${names[to.id] ?? ""} --s3-no-check-bucket --progress`,
      ];
    case "azure-blob":
      return [`azcopy copy "${names[from.id] ?? ""}" "${names[to.id] ?? ""}" --recursive --overwrite=ifSourceNewer`];
  }
}

/** A journal: those who restore read it, and its writer, who sees nothing there, adds what the other site took. */
const carryJournal = (
  keys: PeoplesKeys,
  { service, bucket, names }: RunbookBucket,
  from: RunbookSite,
  to: RunbookSite,
): readonly string[] => [
  ...peoplesRemote("FROM", from, keys),
  ...remote("TO", to, service, bucket),
  'SINCE="3d" # since the survivor began to serve',
  `rclone copy from:${names[from.id] ?? ""} to:${names[to.id] ?? ""} --s3-no-check-bucket --s3-no-head --no-check-dest --max-age "$SINCE" --progress`,
];

/** A remote of rclone from the Secret that a service finds its keys in. */
export const remote = (name: "FROM" | "TO", site: RunbookSite, service: string, bucket: string): readonly string[] => [
  atStorage(name, site),
  `export RCLONE_CONFIG_${name}_ACCESS_KEY_ID="$(${secret(site, service, bucket, "access-key")})"`,
  `export RCLONE_CONFIG_${name}_SECRET_ACCESS_KEY="$(${secret(site, service, bucket, "secret-key")})"`,
];

const secret = (site: RunbookSite, service: string, bucket: string, key: string): string =>
  `${kubectl(site, service)} get secret bucket-${bucket} --output=jsonpath='{.data.${key}}' | base64 --decode`;
