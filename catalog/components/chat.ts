import type { Image } from "../../language";
import type { BuiltHere } from "./built-here";

export const chatImages = {
  /**
   * Synapse 1.159.0 as in the publisher's chart matrix-stack 26.8.1 (2026-08-21), AGPL-3.0, user 10091; with the storage provider
   * synapse-s3-storage-provider 1.7.0 (PyPI, Apache-2.0, 2026-11-21 its newest), which its image does not carry.
   */
  synapse: {
    registry: "bestek",
    repository: "synapse",
    tag: "1.159.0-s3-1.7.0",
    builtHere: {
      folder: "images/synapse",
      reason: "the publisher's image keeps media on a volume, and pods have no way to a package index",
    },
  },
  /** Element Web of chart matrix-stack 26.8.1 (2026-08-21), AGPL-3.0, user 10004, port 8080. */
  elementWeb: { registry: "oci.element.io", repository: "element-web", tag: "v1.12.26" },
  /** LiveKit of the same chart, Apache-2.0; runs as any user, 10030 there. */
  livekit: { registry: "docker.io", repository: "livekit/livekit-server", tag: "v1.13.5" },
  /** The authorization service for calls of the same chart, AGPL-3.0; runs as any user, 10033 there. */
  callAuthorization: { registry: "ghcr.io", repository: "element-hq/lk-jwt-service", tag: "0.6.0" },
} as const satisfies { synapse: BuiltHere; elementWeb: Image; livekit: Image; callAuthorization: Image };
