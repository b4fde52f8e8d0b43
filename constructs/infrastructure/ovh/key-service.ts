import { DataOvhMe } from "@cdktf/provider-ovh/lib/data-ovh-me";
import { Okms } from "@cdktf/provider-ovh/lib/okms";
import { OkmsServiceKey } from "@cdktf/provider-ovh/lib/okms-service-key";
import { Construct } from "constructs";
import type { SealKey } from "../infrastructure";

export interface KeyServiceProps {
  /** Shown in the control panel. */
  readonly name: string;
  /** Region of the key service, such as `eu-west-gra`. */
  readonly region: string;
  /** Whether Terraform refuses to destroy it: what people work with is kept, what they try things on is not. Default: yes. */
  readonly kept?: boolean;
}

/**
 * OVHcloud's key management with the one key that OpenBao unseals itself with. It stands outside both sites, so that
 * the second unseals while the first burns, and is reached over KMIP with a client certificate.
 */
export class KeyService extends Construct implements Extract<SealKey, { kind: "kmip" }> {
  readonly kind = "kmip";
  readonly serviceId: string;
  readonly keyId: string;
  readonly endpoint: string;
  readonly certificateAuthority: string;

  constructor(scope: Construct, id: string, { name, region, kept = true }: KeyServiceProps) {
    super(scope, id);
    // Without the key every secret, and with it every backup of them, is noise.
    const lifecycle = { preventDestroy: kept };
    // The branch that bills the account takes the order, wherever the service stands.
    const me = new DataOvhMe(this, "account");
    const service = new Okms(this, "service", {
      displayName: name,
      region,
      ovhSubsidiary: me.ovhSubsidiary,
      lifecycle,
    });
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
