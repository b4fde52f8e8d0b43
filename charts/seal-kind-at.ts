import type { SealKey } from "../constructs/infrastructure/infrastructure";
import type { Site } from "../environments/schema";

/** What the servers of the secrets at a site unseal themselves with. */
export function sealKindAt(site: Site): SealKey["kind"] {
  switch (site.kind) {
    case "ovh":
      return "kmip";
    case "aws":
      return "awskms";
    case "azure":
      return "azurekeyvault";
    case "existing":
      return site.seal.kind;
  }
}
