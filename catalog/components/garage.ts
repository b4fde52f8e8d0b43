import type { Image } from "../../language";

export const garageImages = {
  /** Release 2.3.0 of Deuxfleurs; read in its repository's own chart, 2026-07-20. One static program on an empty image. */
  garage: { registry: "docker.io", repository: "dxflrs/garage", tag: "v2.3.0" },
} as const satisfies Record<string, Image>;
