import type { Image } from "../../language";

export const officeImages = {
  /**
   * Collabora Online, development edition 26.04.3.1.1 (Collabora Productivity, UK; MPL-2.0), as in CollaboraOnline/online#16126 of
   * 2026-08-27, where it runs on Kubernetes without privileges.
   */
  collabora: { registry: "docker.io", repository: "collabora/code", tag: "26.04.3.1.1" },
} as const satisfies Record<string, Image>;
