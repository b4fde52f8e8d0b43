import { SecretV1 } from "@cdktf/provider-kubernetes/lib/secret-v1";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { handedKeys, type HandedUser } from "./handed-bucket-keys";

export interface HandedPlacedKeysProps {
  /** Id of the site whose pods use them. */
  readonly site: string;
  readonly user: HandedUser;
  readonly namespace: string;
  /** Name of the Secret. */
  readonly name: string;
  readonly dependsOn: readonly ITerraformDependable[];
}

/** Keys to buckets that the storage's administrator made, in a Secret for pods that can't wait for OpenBao; in no state. */
export class HandedPlacedKeys extends Construct {
  readonly secret: SecretV1;

  constructor(scope: Construct, id: string, { site, user, namespace, name, dependsOn }: HandedPlacedKeysProps) {
    super(scope, id);
    const { accessKey, secretKey, version } = handedKeys(this, site, user);
    this.secret = new SecretV1(this, "secret", {
      metadata: { name, namespace },
      type: "Opaque",
      dataWo: { "access-key": accessKey, "secret-key": secretKey },
      dataWoRevision: version,
      dependsOn: [...dependsOn],
    });
  }
}
