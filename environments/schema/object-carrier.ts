import type { Parts } from "./parts";
import type { Site } from "./site";

/**
 * Whether a job in the cluster must carry objects to where they survive the site, because whoever keeps them copies nothing by
 * itself: storage of the customer's own, and Garage. Azure takes no keys and AWS opens its buckets to the site's own endpoint
 * alone, so that no job carries what Garage keeps there.
 */
export function carriesObjects({ site, parts }: { readonly site: Pick<Site, "kind">; readonly parts: Parts }): boolean {
  switch (parts.objects) {
    case "provider":
      return site.kind === "existing";
    case "garage":
      return site.kind === "existing" || site.kind === "ovh";
    case "rook":
      return false;
  }
}
