import { SecretV1 } from "@cdktf/provider-kubernetes/lib/secret-v1";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";

/** Credentials that an operator hands over for one run. */
export interface RegistryCredentials {
  /** Reference to them in Docker's own JSON; ephemeral, so that only what is write-only may take it. */
  readonly json: string;
  /** Grows when they are others. */
  readonly version: number;
}

export interface RegistryAccessProps {
  /** Name of the pull secret, as pods name it. */
  readonly name: string;
  readonly namespaces: readonly string[];
  readonly credentials: RegistryCredentials;
  readonly dependsOn: readonly ITerraformDependable[];
}

/** The pull secret of the environment's registry in every namespace: pods run before External Secrets does. No state keeps it. */
export class RegistryAccess extends Construct {
  readonly secrets: readonly SecretV1[];

  constructor(scope: Construct, id: string, { name, namespaces, credentials, dependsOn }: RegistryAccessProps) {
    super(scope, id);
    this.secrets = namespaces.map(
      (namespace) =>
        new SecretV1(this, namespace, {
          metadata: { name, namespace },
          type: "kubernetes.io/dockerconfigjson",
          dataWo: { ".dockerconfigjson": credentials.json },
          dataWoRevision: credentials.version,
          dependsOn: [...dependsOn],
        }),
    );
  }
}
