import { SecretV1 } from "@cdktf/provider-kubernetes/lib/secret-v1";
import { CloudProjectUserS3Credential } from "@cdktf/provider-ovh/lib/cloud-project-user-s3-credential";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";

export interface PlacedKeysProps {
  /** Public Cloud project. */
  readonly project: string;
  readonly userId: string;
  readonly namespace: string;
  /** Name of the Secret. */
  readonly name: string;
  readonly dependsOn: readonly ITerraformDependable[];
}

/** Keys of an object storage user in a Secret of the cluster, past OpenBao: for what must work before OpenBao holds anything. */
export class PlacedKeys extends Construct {
  readonly secret: SecretV1;

  constructor(scope: Construct, id: string, { project, userId, namespace, name, dependsOn }: PlacedKeysProps) {
    super(scope, id);
    const credential = new CloudProjectUserS3Credential(this, "credential", { serviceName: project, userId });
    this.secret = new SecretV1(this, "secret", {
      metadata: { name, namespace },
      type: "Opaque",
      data: { "access-key": credential.accessKeyId, "secret-key": credential.secretAccessKey },
      dependsOn: [...dependsOn],
    });
  }
}
