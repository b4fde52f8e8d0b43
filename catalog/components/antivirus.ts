import type { Image } from "../../language";

export const antivirusImages = {
  /**
   * ClamAV 1.5.4, GPL-2.0: scanner, milter and updater in one image, with the signatures of the day it was built on (the tag with
   * `_base` has none). Run as user 1001 with no capability by MinBZK/mijn-bureau-infra at 1.5.3 (read 2026-07-27).
   */
  clamav: { registry: "docker.io", repository: "clamav/clamav", tag: "1.5.4" },
} as const satisfies Record<string, Image>;
