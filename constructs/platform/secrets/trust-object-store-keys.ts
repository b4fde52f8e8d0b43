import { CloudProjectUserS3Credential } from "@cdktf/provider-ovh/lib/cloud-project-user-s3-credential";
import { Construct } from "constructs";
import { StoredSecret, type StoredSecretProps } from "./trust-stored-secret";

export interface TrustObjectStoreKeysProps {
  /** Public Cloud project of the user. */
  readonly project: string;
  readonly userId: string;
  /** Mount of versioned secrets; a name where another stack made it. */
  readonly mount: StoredSecretProps["mount"];
  /** Path below the mount. */
  readonly path: string;
}

/** Keys of an object storage user, made where they are stored: nobody carries them from one place to the other. */
export class TrustObjectStoreKeys extends Construct {
  constructor(scope: Construct, id: string, { project, userId, mount, path }: TrustObjectStoreKeysProps) {
    super(scope, id);
    const credential = new CloudProjectUserS3Credential(this, "credential", { serviceName: project, userId });
    new StoredSecret(this, "secret", {
      mount,
      path,
      values: { "access-key": credential.accessKeyId, "secret-key": credential.secretAccessKey },
      origin: { resource: credential, attribute: "secret_access_key" },
    });
  }
}
