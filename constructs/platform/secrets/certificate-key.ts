import { GenericEndpoint } from "@cdktf/provider-vault/lib/generic-endpoint";
import { Mount } from "@cdktf/provider-vault/lib/mount";
import { TransitSecretBackendKey } from "@cdktf/provider-vault/lib/transit-secret-backend-key";
import { Fn } from "cdktf";
import type { Construct } from "constructs";
import { pemBody } from "./pem";
import { certificateKeysMount, hashPath } from "./secret-paths";
import { publicKeyOf } from "./signing-key";

/** Where keys of certificates lie that other mail servers are told of. */
export const certificateKeys = (scope: Construct, id: string): Mount =>
  new Mount(scope, id, {
    path: certificateKeysMount,
    type: "transit",
    description: "keys of certificates that other mail servers are told of",
    lifecycle: { preventDestroy: true },
  });

/**
 * A key that a certificate is issued over, for as long as a hash of it stands in the zone. It leaves the server for the Secret of the certificate; its
 * private half is in no state. P-256 is what every authority takes and what the other certificates have.
 */
export const certificateKey = (scope: Construct, id: string, backend: string, name: string): TransitSecretBackendKey =>
  new TransitSecretBackendKey(scope, id, {
    backend,
    name,
    type: "ecdsa-p256",
    exportable: true,
    allowPlaintextBackup: false,
    deletionAllowed: false,
    lifecycle: { preventDestroy: true },
  });

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
