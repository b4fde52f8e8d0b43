import type { Site } from "../../environments/schema";

/**
 * Port of the key service that OpenBao unseals itself with: KMIP at OVHcloud, HTTPS at Azure and AWS. Undefined where the
 * key is handed over at apply and nobody is asked for it.
 */
export function keyServicePort({ kind }: Pick<Site, "kind">): number | undefined {
  switch (kind) {
    case "ovh":
      return 5696;
    case "azure":
    case "aws":
      return 443;
    case "existing":
      return undefined;
  }
}
