import type { Image } from "../../language";

export const portalImages = {
  /** Start page with links to the suite; release v1.13.2, in use elsewhere by 2026-09-03. */
  homepage: { registry: "ghcr.io", repository: "gethomepage/homepage", tag: "v1.13.2" },
} as const satisfies Record<string, Image>;
