import type { BuiltHere } from "./built-here";

export const programImages = {
  /**
   * nginx 1.29.8 without root (nginxinc/nginx-unprivileged, Alpine), and the installers of `catalog/programs.ts`. The tag is the day
   * of that list.
   */
  programs: {
    registry: "bestek",
    repository: "programs",
    tag: "2026.11.21",
    builtHere: {
      folder: "images/programs",
      reason:
        "installers are files of several publishers; people take them from here, with a checksum, and not from anywhere",
    },
  },
} as const satisfies Record<string, BuiltHere>;
