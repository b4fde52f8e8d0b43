import { SecretV1 } from "@cdktf/provider-kubernetes/lib/secret-v1";
import { OkmsCredential } from "@cdktf/provider-ovh/lib/okms-credential";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { openbao } from "../../../catalog/footprints/openbao";
import { sealSecret } from "./seal-secret";

/** Days until the certificate ends: the longest that OVHcloud issues. Apply before then with `-replace`. */
const validity = 365;

export interface TrustSealProps {
  /** Name of the credential in the key service, at most 50 characters. */
  readonly name: string;
  /** Key service, and certificate authority of its endpoint in PEM. */
  readonly serviceId: string;
  readonly certificateAuthority: string;
  /** URN of the OVHcloud identity that the certificate speaks for; its IAM policy says which keys it may use. */
  readonly identity: string;
  readonly dependsOn: readonly ITerraformDependable[];
}

/** A site's client certificate at the key service, placed where OpenBao reads it before it can read any other secret. */
export class TrustSeal extends Construct {
  readonly secret: SecretV1;

  constructor(scope: Construct, id: string, props: TrustSealProps) {
    super(scope, id);
    const credential = new OkmsCredential(this, "credential", {
      okmsId: props.serviceId,
      name: props.name,
      description: "unseals OpenBao over KMIP",
      identityUrns: [props.identity],
      certificateType: "ECDSA",
      validity,
      lifecycle: { createBeforeDestroy: true },
    });
    this.secret = new SecretV1(this, "secret", {
      metadata: { name: sealSecret("openbao"), namespace: openbao.namespace },
      type: "Opaque",
      data: {
        "tls.crt": credential.certificatePem,
        "tls.key": credential.privateKeyPem,
        "ca.crt": props.certificateAuthority,
      },
      dependsOn: [...props.dependsOn],
    });
  }
}
