import type { Image } from "../../language";

const compose = "1.53.0";

export const billingImages = {
  /**
   * Lago 1.53.0, AGPL-3.0, of a French publisher; as the compose file of getlago/lago pins it (read 2026-10-01). Rails below `/app`, which
   * needs no root; the same image runs its API, its workers and its clock.
   */
  lagoApi: { registry: "docker.io", repository: "getlago/api", tag: `v${compose}` },
  /** Its pages: files below `/usr/share/nginx/html` and a web server. */
  lagoFront: { registry: "docker.io", repository: "getlago/front", tag: `v${compose}` },
  /** Gotenberg 7.8.2 (MIT) with Lago's fonts, as the same compose file pins it: makes PDF of pages, user 1001, port 3000. */
  lagoPdf: { registry: "docker.io", repository: "getlago/lago-gotenberg", tag: "7.8.2" },
} as const satisfies Record<string, Image>;
