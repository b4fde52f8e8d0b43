import { GenericEndpoint } from "@cdktf/provider-vault/lib/generic-endpoint";
import type { Mount } from "@cdktf/provider-vault/lib/mount";
import type { TransitSecretBackendKey } from "@cdktf/provider-vault/lib/transit-secret-backend-key";
import { Fn } from "cdktf";
import type { Construct } from "constructs";
import { exportableKey, exportableKeys, publicKeyOf } from "./exportable-key";
import { pemBody } from "./pem";
import { certificateKeysMount, hashPath } from "./secret-paths";

/** Where keys of certificates lie that other mail servers are told of. */
export const certificateKeys = (scope: Construct, id: string): Mount =>
  exportableKeys(scope, id, certificateKeysMount, "keys of certificates that other mail servers are told of");

/**
 * A key that a certificate is issued over, for as long as a hash of it stands in the zone. It leaves the server for the Secret of the certificate.
 * P-256 is what every authority takes and what the other certificates have.
 */
export const certificateKey = (scope: Construct, id: string, backend: string, name: string): TransitSecretBackendKey =>
  exportableKey(scope, id, { backend, name, type: "ecdsa-p256" });

/**
 * SHA-256 of a key's public half as a certificate holds it (SubjectPublicKeyInfo), in hexadecimal digits. The server is asked, because Terraform's own
 * functions hash text alone and this is none.
 */
export const publicKeyHash = (scope: Construct, id: string, key: TransitSecretBackendKey): string =>
  new GenericEndpoint(scope, id, {
    path: hashPath,
    dataJson: Fn.jsonencode({ input: pemBody(publicKeyOf(key)), format: "hex" }),
    writeFields: ["sum"],
    disableRead: true,
    disableDelete: true,
  }).writeData.lookup("sum");
