import type { SealKey } from "./infrastructure";

/** What the servers of the secrets must know of its seal key, by the key under which its pods find it. None is a secret. */
export type SealSettings = Readonly<Partial<Record<SealSetting, string>>>;

export type SealSetting =
  "seal-address" | "seal-endpoint" | "seal-key-id" | "seal-mount" | "seal-region" | "seal-tenant" | "seal-vault";

export function sealSettings(key: SealKey): SealSettings {
  switch (key.kind) {
    case "kmip":
      return { "seal-endpoint": key.endpoint, "seal-key-id": key.keyId };
    case "awskms":
      return { "seal-key-id": key.keyArn, "seal-region": key.region };
    case "azurekeyvault":
      return { "seal-key-id": key.keyName, "seal-tenant": key.tenantId, "seal-vault": key.vaultName };
    case "static":
      return { "seal-key-id": key.keyId };
    case "transit":
      return { "seal-address": key.address, "seal-key-id": key.keyId, "seal-mount": key.mount };
  }
}
