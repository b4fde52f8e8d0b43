import { SecretV1 } from "@cdktf/provider-kubernetes/lib/secret-v1";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { secretsServer, type SecretsProduct } from "../../../catalog";
import { handedOver, handedOverVersion } from "./handed-over";
import { sealSecret } from "./seal-secret";

/** Name of the variable that carries the token. */
const tokenVariable = "seal_token";

export interface TransitSealProps {
  readonly product: SecretsProduct;
  readonly address: string;
  readonly keyId: string;
  readonly mount: string;
  readonly dependsOn: readonly ITerraformDependable[];
}

/**
 * The token with which the servers have another Vault or OpenBao of the customer's wrap and unwrap their root key. The key itself never
 * leaves that server, and who revokes the token closes this one at its next start. Terraform keeps none of it.
 */
export class TransitSeal extends Construct {
  readonly secret: SecretV1;

  constructor(scope: Construct, id: string, { product, address, keyId, mount, dependsOn }: TransitSealProps) {
    super(scope, id);
    const token = handedOver(this, tokenVariable, {
      type: "string",
      description: `periodic orphan token of ${address} that may update ${mount}/encrypt/${keyId} and ${mount}/decrypt/${keyId}, and nothing else; the servers renew it themselves`,
      validation: {
        condition: `\${can(regex("^[A-Za-z0-9._-]{20,}$", var.${tokenVariable}))}`,
        errorMessage: `${tokenVariable} must be a token, without blanks or quotes`,
      },
    });
    this.secret = new SecretV1(this, "secret", {
      metadata: { name: sealSecret(product), namespace: secretsServer(product).footprint.namespace },
      type: "Opaque",
      dataWo: { token: `\${${token}}` },
      dataWoRevision: handedOverVersion(this, tokenVariable),
      dependsOn: [...dependsOn],
    });
  }
}
