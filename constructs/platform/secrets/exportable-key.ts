import { Mount } from "@cdktf/provider-vault/lib/mount";
import {
  TransitSecretBackendKey,
  type TransitSecretBackendKeyConfig,
} from "@cdktf/provider-vault/lib/transit-secret-backend-key";
import type { Construct } from "constructs";

/** Where keys lie that leave the server for those who use them, apart from those that never do. */
export const exportableKeys = (scope: Construct, id: string, path: string, description: string): Mount =>
  new Mount(scope, id, { path, type: "transit", description, lifecycle: { preventDestroy: true } });

/** A key that may be exported; its private half is in no state, because the provider reads public halves alone. */
export const exportableKey = (
  scope: Construct,
  id: string,
  key: Pick<TransitSecretBackendKeyConfig, "backend" | "name" | "type">,
): TransitSecretBackendKey =>
  new TransitSecretBackendKey(scope, id, {
    ...key,
    exportable: true,
    allowPlaintextBackup: false,
    deletionAllowed: false,
    lifecycle: { preventDestroy: true },
  });

/** The public half as PEM, known once the key is made. */
export const publicKeyOf = (key: TransitSecretBackendKey): string => key.keys.get(0).lookup("public_key");
