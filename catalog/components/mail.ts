import type { Image } from "../../language";
import type { BuiltHere } from "./built-here";

export const mailImages = {
  /** Read in the publisher's repository, 2026-08-21. */
  stalwart: { registry: "ghcr.io", repository: "stalwartlabs/stalwart", tag: "v0.16.18" },
  /**
   * The command line that applies Stalwart's declarative plan, release 1.0.12 of stalwartlabs/cli, 2026-07-28, and the pages on which people
   * look after their account, release 1.0.7 of stalwartlabs/webui, 2026-07-30. Neither is part of the server's image; left to itself the
   * server fetches the pages from GitHub when it starts, to which pods have no way.
   */
  stalwartCli: {
    registry: "bestek",
    repository: "stalwart-cli",
    tag: "1.0.12-webui-1.0.7",
    builtHere: {
      folder: "images/stalwart-cli",
      reason: "stalwartlabs/cli and stalwartlabs/webui publish release archives, no container image",
    },
  },
} as const satisfies { stalwart: Image; stalwartCli: BuiltHere };
