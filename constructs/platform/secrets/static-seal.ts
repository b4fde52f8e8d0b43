import { SecretV1 } from "@cdktf/provider-kubernetes/lib/secret-v1";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { openbao } from "../../../catalog/footprints/openbao";
import { handedOver, handedOverVersion } from "./handed-over";
import { sealSecret } from "./seal-secret";

/** Name of the variable that carries the key. */
const keyVariable = "seal_key";

export interface StaticSealProps {
  /** What the key is called, in the server's configuration and by those who keep it. */
  readonly keyId: string;
  readonly dependsOn: readonly ITerraformDependable[];
}

/**
 * The key that OpenBao unseals itself with, where no key service stands outside the cluster: whoever reads this Secret reads
 * every secret, so that the cluster's own storage must be encrypted and its administrators trusted. Terraform keeps none of it.
 */
export class StaticSeal extends Construct {
  readonly secret: SecretV1;

  constructor(scope: Construct, id: string, { keyId, dependsOn }: StaticSealProps) {
    super(scope, id);
    const key = handedOver(this, keyVariable, {
      type: "string",
      description: `seal key "${keyId}": 32 bytes in base64, made once with "openssl rand -base64 32" and kept outside every site; without it every secret is lost`,
      validation: {
        // 32 bytes are 44 characters of base64, the last one padding.
        condition: `\${can(regex("^[A-Za-z0-9+/]{43}=$", var.${keyVariable}))}`,
        errorMessage: `${keyVariable} must be 32 bytes in base64`,
      },
    });
    this.secret = new SecretV1(this, "secret", {
      metadata: { name: sealSecret("openbao"), namespace: openbao.namespace },
      type: "Opaque",
      binaryDataWo: { key: `\${${key}}` },
      binaryDataWoRevision: handedOverVersion(this, keyVariable),
      dependsOn: [...dependsOn],
    });
  }
}
