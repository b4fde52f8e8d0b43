import type { Image } from "../../language";
import type { BuiltHere } from "./built-here";

export const mailImages = {
  /** Read in the publisher's repository, 2026-08-21. */
  stalwart: { registry: "ghcr.io", repository: "stalwartlabs/stalwart", tag: "v0.16.18" },
  /**
   * The command line that applies Stalwart's declarative plan. Release 1.0.12 of stalwartlabs/cli, 2026-07-28;
   * it is not part of the server's image.
   */
  stalwartCli: {
    registry: "bestek",
    repository: "stalwart-cli",
    tag: "1.0.12",
    builtHere: {
      folder: "images/stalwart-cli",
      reason: "stalwartlabs/cli publishes release archives, no container image",
    },
  },
} as const satisfies { stalwart: Image; stalwartCli: BuiltHere };
