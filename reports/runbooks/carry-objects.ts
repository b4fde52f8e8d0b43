import { kubectl } from "./commands";
import type { RunbookBucket, RunbookFacts, RunbookSite } from "./runbook-facts";

/** One bucket from one site to the other, each end with the keys that its own services bear. `copy` adds, and never deletes. */
export function carryObjects(
  { protocol }: RunbookFacts,
  { service, bucket, names }: RunbookBucket,
  from: RunbookSite,
  to: RunbookSite,
): readonly string[] {
  switch (protocol) {
    case "s3":
      return [
        ...remote("FROM", from, service, bucket),
        ...remote("TO", to, service, bucket),
        `rclone copy from:${names[from.id] ?? ""} to:${names[to.id] ?? ""} --s3-no-check-bucket --progress`,
      ];
    case "azure-blob":
      return [`azcopy copy "${names[from.id] ?? ""}" "${names[to.id] ?? ""}" --recursive --overwrite=ifSourceNewer`];
  }
}

/** A remote of rclone from the Secret that a service finds its keys in. */
export const remote = (name: "FROM" | "TO", site: RunbookSite, service: string, bucket: string): readonly string[] => [
  `export RCLONE_CONFIG_${name}_TYPE=s3 RCLONE_CONFIG_${name}_PROVIDER=Other RCLONE_CONFIG_${name}_ENDPOINT=https://${site.objects.host} RCLONE_CONFIG_${name}_REGION=${site.objects.region} RCLONE_CONFIG_${name}_FORCE_PATH_STYLE=${site.objects.addressing === "path" ? "true" : "false"}`,
  `export RCLONE_CONFIG_${name}_ACCESS_KEY_ID="$(${secret(site, service, bucket, "access-key")})"`,
  `export RCLONE_CONFIG_${name}_SECRET_ACCESS_KEY="$(${secret(site, service, bucket, "secret-key")})"`,
];

const secret = (site: RunbookSite, service: string, bucket: string, key: string): string =>
  `${kubectl(site, service)} get secret bucket-${bucket} --output=jsonpath='{.data.${key}}' | base64 --decode`;
