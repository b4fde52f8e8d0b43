import type { Image } from "../../language";

export const settingsImages = {
  /**
   * Forgejo 15.0.7, the line with support until 2027-07-15, GPL-3.0-or-later, Codeberg e.V. (Berlin); user 1000, port 3000, and a root that may be
   * read-only. In use elsewhere, with this digest, by 2026-10.
   */
  forgejo: {
    registry: "codeberg.org",
    repository: "forgejo/forgejo",
    tag: "15.0.7-rootless",
    digest: "sha256:1131f4c646d6115577b7cb9ccfe8cd2c289bb54a1e1ed42400be0e22916af924",
  },
} as const satisfies Record<string, Image>;
