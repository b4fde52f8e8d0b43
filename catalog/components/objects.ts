import type { Image } from "../../language";

export const objectImages = {
  /**
   * Speaks S3 in front of Azure's blobs. Release 1.8.0 of versity/versitygw, 2026-09-04 (Go module proxy), Apache-2.0; repository of
   * the image as in the publisher's own chart 0.4.1 of that release.
   */
  versitygw: { registry: "ghcr.io", repository: "versity/versitygw", tag: "v1.8.0" },
} as const satisfies Record<string, Image>;
