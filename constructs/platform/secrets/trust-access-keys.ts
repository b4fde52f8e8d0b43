import { IamAccessKey } from "@cdktf/provider-aws/lib/iam-access-key";
import { Construct } from "constructs";
import { StoredSecret, type StoredSecretProps } from "./trust-stored-secret";

export interface TrustAccessKeysProps {
  /** Name of the user in IAM. */
  readonly userName: string;
  /** Mount of versioned secrets; a name where another stack made it. */
  readonly mount: StoredSecretProps["mount"];
  /** Path below the mount. */
  readonly path: string;
}

/**
 * Keys of a user of object storage at AWS, made where they are stored. The secret half stays in this stack's state, which is
 * encrypted: AWS tells it once. Apply with `-replace` to turn it.
 */
export class TrustAccessKeys extends Construct {
  constructor(scope: Construct, id: string, { userName, mount, path }: TrustAccessKeysProps) {
    super(scope, id);
    const key = new IamAccessKey(this, "key", { user: userName });
    new StoredSecret(this, "secret", {
      mount,
      path,
      values: { "access-key": key.id, "secret-key": key.secret },
      origin: { resource: key, attribute: "id" },
    });
  }
}
