import type { Image } from "../../language";

export const filesImages = {
  /** Run unprivileged on port 8080 by MinBZK/mijn-bureau-infra, read 2026-07-27. */
  nextcloud: { registry: "docker.io", repository: "library/nextcloud", tag: "34.0.1-apache" },
} as const satisfies Record<string, Image>;
