import { SecretV1 } from "@cdktf/provider-kubernetes/lib/secret-v1";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";

export interface RegistryAccessProps {
  /** Name of the pull secret, as pods name it. */
  readonly name: string;
  readonly namespaces: readonly string[];
  /** Reference to the registry's credentials in Docker's own JSON. */
  readonly credentials: string;
  readonly dependsOn: readonly ITerraformDependable[];
}

/** The pull secret of the environment's registry in every namespace: pods run before External Secrets does. */
export class RegistryAccess extends Construct {
  readonly secrets: readonly SecretV1[];

  constructor(scope: Construct, id: string, { name, namespaces, credentials, dependsOn }: RegistryAccessProps) {
    super(scope, id);
    this.secrets = namespaces.map(
      (namespace) =>
        new SecretV1(this, namespace, {
          metadata: { name, namespace },
          type: "kubernetes.io/dockerconfigjson",
          data: { ".dockerconfigjson": credentials },
          dependsOn: [...dependsOn],
        }),
    );
  }
}
