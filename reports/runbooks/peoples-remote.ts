import type { RunbookSite } from "./runbook-facts";

/** Keys to objects that no pod has. */
export interface PeoplesKeys {
  /** Who may fetch them, as the end of a sentence. */
  readonly who: string;
  /** Program that fetches them, the mount they lie in, and their path there before the site. */
  readonly program: string;
  readonly mount: string;
  readonly path: string;
}

/** Where a remote of rclone is, without its keys. */
export const atStorage = (name: "FROM" | "TO", site: RunbookSite): string =>
  `export RCLONE_CONFIG_${name}_TYPE=s3 RCLONE_CONFIG_${name}_PROVIDER=Other RCLONE_CONFIG_${name}_ENDPOINT=https://${site.objects.host} RCLONE_CONFIG_${name}_REGION=${site.objects.region} RCLONE_CONFIG_${name}_FORCE_PATH_STYLE=${site.objects.addressing === "path" ? "true" : "false"}`;

/** A remote of rclone with the keys that people restore with. */
export const peoplesRemote = (
  name: "FROM" | "TO",
  site: RunbookSite,
  { program, mount, path }: PeoplesKeys,
): readonly string[] => [
  atStorage(name, site),
  ...(
    [
      ["ACCESS_KEY_ID", "access-key"],
      ["SECRET_ACCESS_KEY", "secret-key"],
    ] as const
  ).map(
    ([variable, field]) =>
      `export RCLONE_CONFIG_${name}_${variable}="$(${program} kv get -mount=${mount} -field=${field} ${path}/${site.id})"`,
  ),
];
