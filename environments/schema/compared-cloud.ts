import type { Cloud } from "../../catalog";
import type { Parts } from "./parts";
import type { Recovery } from "./recovery";
import type { Site } from "./site";

/**
 * Cloud whose storage copies the services' buckets by itself to those of a site that stands by, where a job there can read them. Undefined where nothing
 * stands by, where the other site may be gone, and at Azure: the gateways that speak S3 for a site's containers rest while it stands by.
 */
export function comparedCloud({
  site,
  recovery,
  parts,
}: {
  readonly site: Pick<Site, "kind">;
  readonly recovery: Recovery;
  readonly parts: Parts;
}): Cloud | undefined {
  if (parts.objects !== "provider" || recovery.kind === "backup-restore" || recovery.active === "standby")
    return undefined;
  switch (site.kind) {
    case "ovh":
    case "aws":
      return site.kind;
    case "azure":
    case "existing":
      return undefined;
  }
}
