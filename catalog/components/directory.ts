import type { BuiltHere } from "./built-here";

export const directoryImages = {
  /**
   * OpenLDAP 2.6.10 as Debian 13 packs it (slapd 2.6.10+dfsg-1, packages.debian.org, read 2026-11-23), with `back_perl`. OpenLDAP publishes no image;
   * those of others hold a database, want root to begin with, and lack that backend.
   */
  directory: {
    registry: "bestek",
    repository: "directory",
    tag: "2.6.10",
    builtHere: {
      folder: "images/directory",
      reason: "OpenLDAP publishes no image, and those of others lack the backend that asks where certificates lie",
    },
  },
} as const satisfies Record<string, BuiltHere>;
