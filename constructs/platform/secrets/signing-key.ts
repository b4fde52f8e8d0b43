import type { Mount } from "@cdktf/provider-vault/lib/mount";
import type { TransitSecretBackendKey } from "@cdktf/provider-vault/lib/transit-secret-backend-key";
import type { Construct } from "constructs";
import { exportableKey, exportableKeys } from "./exportable-key";
import { signingKeysMount } from "./secret-paths";

/** Where keys that sign mail lie, apart from those that never leave the server. */
export const signingKeys = (scope: Construct, id: string): Mount =>
  exportableKeys(scope, id, signingKeysMount, "keys that sign mail");

/**
 * A key that signs mail. The mail server signs with it itself, so that it may be exported. RSA of 2048 bits is what every receiver verifies (RFC 8301). It is never turned by the server: whoever does that would have
 * to change the record in the same moment.
 */
export const signingKey = (scope: Construct, id: string, backend: string, name: string): TransitSecretBackendKey =>
  exportableKey(scope, id, { backend, name, type: "rsa-2048" });
