import { TransitSecretBackendKey } from "@cdktf/provider-vault/lib/transit-secret-backend-key";
import type { Construct } from "constructs";

/** Ninety days: new data gets a new key version four times a year, old data stays readable. */
const rotation = 90 * 24 * 3600;

/** A key that never leaves OpenBao and that nobody deletes by mistake: losing it loses what it protects. */
export const transitKey = (scope: Construct, id: string, backend: string, name: string): TransitSecretBackendKey =>
  new TransitSecretBackendKey(scope, id, {
    backend,
    name,
    type: "aes256-gcm96",
    exportable: false,
    allowPlaintextBackup: false,
    deletionAllowed: false,
    autoRotatePeriod: rotation,
    lifecycle: { preventDestroy: true },
  });
