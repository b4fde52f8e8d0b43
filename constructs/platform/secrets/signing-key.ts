import { Mount } from "@cdktf/provider-vault/lib/mount";
import { TransitSecretBackendKey } from "@cdktf/provider-vault/lib/transit-secret-backend-key";
import type { Construct } from "constructs";
import { signingKeysMount } from "./secret-paths";

/** Where keys that sign mail lie, apart from those that never leave the server. */
export const signingKeys = (scope: Construct, id: string): Mount =>
  new Mount(scope, id, {
    path: signingKeysMount,
    type: "transit",
    description: "keys that sign mail",
    lifecycle: { preventDestroy: true },
  });

/**
 * A key that signs mail. The mail server signs with it itself, so that it may be exported; its private half is in no state, because the provider
 * reads public halves alone. RSA of 2048 bits is what every receiver verifies (RFC 8301). It is never turned by the server: whoever does that would have
 * to change the record in the same moment.
 */
export const signingKey = (scope: Construct, id: string, backend: string, name: string): TransitSecretBackendKey =>
  new TransitSecretBackendKey(scope, id, {
    backend,
    name,
    type: "rsa-2048",
    exportable: true,
    allowPlaintextBackup: false,
    deletionAllowed: false,
    lifecycle: { preventDestroy: true },
  });

/** The public half as PEM, known once the key is made. */
export const publicKeyOf = (key: TransitSecretBackendKey): string => key.keys.get(0).lookup("public_key");
