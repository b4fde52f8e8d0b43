import { Okms } from "@cdktf/provider-ovh/lib/okms";
import { OkmsServiceKey } from "@cdktf/provider-ovh/lib/okms-service-key";
import { Construct } from "constructs";
import type { SealKey } from "../infrastructure";

export interface KeyServiceProps {
  /** Shown in the control panel. */
  readonly name: string;
  /** Region of the key service, such as `eu-west-gra`. */
  readonly region: string;
  /** Branch of OVHcloud that bills the account, such as `FR`. */
  readonly subsidiary: string;
}

/**
 * OVHcloud's key management with the one key that OpenBao unseals itself with. It stands outside both sites, so that
 * the second unseals while the first burns, and is reached over KMIP with a client certificate.
 */
export class KeyService extends Construct implements SealKey {
  readonly serviceId: string;
  readonly keyId: string;
  readonly endpoint: string;
  readonly certificateAuthority: string;

  constructor(scope: Construct, id: string, { name, region, subsidiary }: KeyServiceProps) {
    super(scope, id);
    // Without the key every secret, and with it every backup of them, is noise.
    const lifecycle = { preventDestroy: true };
    const service = new Okms(this, "service", { displayName: name, region, ovhSubsidiary: subsidiary, lifecycle });
    const key = new OkmsServiceKey(this, "seal", {
      okmsId: service.id,
      name: "seal",
      type: "oct",
      size: 256,
      operations: ["encrypt", "decrypt"],
      lifecycle,
    });
    this.serviceId = service.id;
    this.keyId = key.id;
    this.endpoint = service.kmipEndpoint;
    this.certificateAuthority = service.publicCa;
  }
}
