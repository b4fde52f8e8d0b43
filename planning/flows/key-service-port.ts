import type { Site } from "../../environments/schema";

/**
 * Port of the key service that the secrets server unseals itself with: KMIP at OVHcloud, HTTPS at Azure and AWS, and whatever the
 * customer's own other server listens on. Undefined where the key is handed over at apply and nobody is asked for it.
 */
export function keyServicePort(site: Site): number | undefined {
  switch (site.kind) {
    case "ovh":
      return 5696;
    case "azure":
    case "aws":
      return 443;
    case "existing":
      switch (site.seal.kind) {
        case "static":
          return undefined;
        case "transit":
          return Number(new URL(site.seal.address).port || 443);
      }
  }
}
