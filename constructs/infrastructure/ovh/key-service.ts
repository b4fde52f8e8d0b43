import { DataOvhMe } from "@cdktf/provider-ovh/lib/data-ovh-me";
import { IamPolicy } from "@cdktf/provider-ovh/lib/iam-policy";
import { MeIdentityGroup } from "@cdktf/provider-ovh/lib/me-identity-group";
import { Okms } from "@cdktf/provider-ovh/lib/okms";
import { Construct } from "constructs";
import type { MadeSealKey } from "../infrastructure";

export interface KeyServiceProps {
  /** Name of the environment; shown in the control panel, and first part of the names of who unseals and of its policy. */
  readonly name: string;
  /** Region of the key service, such as `eu-west-gra`. */
  readonly region: string;
  /** Whether Terraform refuses to destroy it: what people work with is kept, what they try things on is not. Default: yes. */
  readonly kept?: boolean;
}

/**
 * What OpenBao asks of its seal key, and no more: reading the key itself, replacing or destroying it is not among it. OVHcloud's
 * guide to encrypting etcd over KMIP (2026-02-13) asks for the latter two and `locate`, which OpenBao doesn't call; a public
 * installation of OpenBao at OVHcloud names the three.
 */
const sealActions = ["okms:kmip:getAttributes", "okms:kmip:encrypt", "okms:kmip:decrypt"];

/**
 * OVHcloud's key management for the one key that OpenBao unseals itself with. It stands outside both sites, so that
 * the second unseals while the first burns, and is reached over KMIP with a client certificate. The key itself is an object
 * of KMIP: no API of OVHcloud's, and so no provider, makes one. A person does, once.
 */
export class KeyService extends Construct implements Extract<MadeSealKey, { kind: "kmip" }> {
  readonly kind = "kmip";
  readonly serviceId: string;
  readonly endpoint: string;
  readonly certificateAuthority: string;
  readonly identity: string;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: KeyServiceProps,
  ) {
    super(scope, id);
    const service = this.service();
    this.serviceId = service.id;
    this.endpoint = service.kmipEndpoint;
    this.certificateAuthority = service.publicCa;
    this.identity = this.mayUnseal(service);
  }

  private service(): Okms {
    const { name, region, kept = true } = this.props;
    // The branch that bills the account takes the order, wherever the service stands.
    const me = new DataOvhMe(this, "account");
    return new Okms(this, "service", {
      displayName: name,
      region,
      ovhSubsidiary: me.ovhSubsidiary,
      // With the service goes the key, and without it every secret, and with it every backup of them, is noise.
      lifecycle: { preventDestroy: kept },
    });
  }

  /** Certificates speak for a group that has no members and no role: whoever unseals can't sign in and has no password. */
  private mayUnseal(service: Okms): string {
    const name = `${this.props.name}-seal`;
    const group = new MeIdentityGroup(this, "unsealers", {
      name,
      description: "OpenBao of this environment; nobody belongs to it",
      role: "NONE",
    });
    new IamPolicy(this, "may-unseal", {
      name,
      description: "OpenBao may wrap and unwrap its root key, and do nothing else",
      identities: [group.urn],
      resources: [service.iam.urn],
      allow: sealActions,
    });
    return group.urn;
  }
}
