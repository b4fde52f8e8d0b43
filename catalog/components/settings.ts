import type { Image } from "../../language";
import type { BuiltHere } from "./built-here";

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
  /** Forgejo's runner 12.13.2 (GPL-3.0-or-later, in use elsewhere by 2026-10) with Node, Git, OpenTofu and bestek; user 1000. */
  ciRunner: {
    registry: "bestek",
    repository: "ci-runner",
    tag: "12.13.2",
    builtHere: {
      folder: "images/ci-runner",
      reason:
        "the publisher's image holds the runner alone, and jobs can fetch nothing: they find what they need in the image",
    },
  },
} as const satisfies { forgejo: Image; ciRunner: BuiltHere };
