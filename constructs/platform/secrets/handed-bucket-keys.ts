import { Construct } from "constructs";
import { handedField, handedOver, handedOverVersion } from "./handed-over";
import { StoredSecret, type StoredSecretProps } from "./trust-stored-secret";

/** What a user does, by the way of access. */
const ways = {
  read: "reads",
  append: "reads and adds objects to, without deleting any of,",
  write: "adds objects to, without reading or deleting any of,",
  "read-write": "reads and writes",
} as const;

/** Someone with keys to buckets, as the storage's administrator makes them. */
export interface HandedUser {
  readonly name: string;
  readonly buckets: readonly string[];
  readonly access: keyof typeof ways;
}

export interface HandedBucketKeysProps {
  /** Id of the site whose services use them. */
  readonly site: string;
  /** Whose user it is, where each tenant has its own. */
  readonly tenant?: string;
  readonly user: HandedUser;
  readonly mount: StoredSecretProps["mount"];
  /** Path below the mount. */
  readonly path: string;
}

/** Name of the variable that carries the keys of a user at a site. One environment variable reaches every stack, so that a tenant's bears its id. */
const keysVariable = (site: string, user: string, tenant: string | undefined): string =>
  ["keys", ...(tenant === undefined ? [] : [tenant]), site, user].join("_").replaceAll("-", "_");

/**
 * Keys to buckets that the storage's administrator made, on their way into OpenBao. Terraform passes them on and keeps none:
 * not in its plan, not in its state.
 */
export class HandedBucketKeys extends Construct {
  constructor(scope: Construct, id: string, { site, tenant, user, mount, path }: HandedBucketKeysProps) {
    super(scope, id);
    const { accessKey, secretKey, version } = handedKeys(this, site, user, tenant);
    new StoredSecret(this, "secret", {
      mount,
      path,
      values: { "access-key": accessKey, "secret-key": secretKey },
      origin: { version },
    });
  }
}

/** References to the keys of a user at a site, and to the count of their changes. */
export function handedKeys(
  scope: Construct,
  site: string,
  user: HandedUser,
  tenant?: string,
): { readonly accessKey: string; readonly secretKey: string; readonly version: number } {
  const variable = keysVariable(site, user.name, tenant);
  const keys = handedOver(scope, variable, {
    type: "object({ access_key = string, secret_key = string })",
    description: inWords(user),
    validation: {
      condition: `\${var.${variable}.access_key != "" && var.${variable}.secret_key != ""}`,
      errorMessage: `${variable} must hold an access key and a secret key`,
    },
  });
  return {
    accessKey: handedField(keys, "access_key"),
    secretKey: handedField(keys, "secret_key"),
    version: handedOverVersion(scope, variable),
  };
}

const inWords = ({ buckets, access }: HandedUser): string =>
  `keys of a user of your object storage that ${ways[access]} ${buckets.join(", ")}, and nothing else`;
