import type { Cloud } from "../../catalog";
import type { Parts } from "./parts";
import type { Recovery } from "./recovery";
import type { Site } from "./site";

/** What decides who copies objects. */
interface Chosen {
  readonly site: Pick<Site, "kind">;
  readonly recovery: Recovery;
  readonly parts: Parts;
}

/** Cloud whose storage copies the services' buckets by itself to those of a site that stands by. Undefined where nothing stands by, and while the other site may be gone. */
export const comparedCloud = (chosen: Chosen): Cloud | undefined =>
  chosen.recovery.kind !== "backup-restore" && chosen.recovery.active === "standby" ? undefined : copyingCloud(chosen);

/**
 * Whether copies are read by identities that may do nothing else: at Azure, where the gateways that speak S3 for a site's containers rest while it stands by.
 * They stay whichever site serves, and while the other one may be gone.
 */
export const readsAsItself = (chosen: Chosen): boolean => copyingCloud(chosen) === "azure";

function copyingCloud({ site, recovery, parts }: Chosen): Cloud | undefined {
  if (parts.objects !== "provider" || recovery.kind === "backup-restore") return undefined;
  switch (site.kind) {
    case "ovh":
    case "aws":
    case "azure":
      return site.kind;
    case "existing":
      return undefined;
  }
}
