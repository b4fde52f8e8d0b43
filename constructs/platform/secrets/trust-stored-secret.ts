import { KvSecretV2 } from "@cdktf/provider-vault/lib/kv-secret-v2";
import { Fn, Token, type TerraformResource } from "cdktf";
import { Construct } from "constructs";

export interface StoredSecretProps {
  /** Mount of versioned secrets; a name where another stack made it. */
  readonly mount: string | { readonly path: string };
  /** Path below the mount. */
  readonly path: string;
  /** References to values that exist at apply only, by key. */
  readonly values: Readonly<Record<string, string>>;
  /** Attribute that the values come from: the secret is written anew when it changes, and not before. */
  readonly origin: { readonly resource: TerraformResource; readonly attribute: string };
}

/** A secret that Terraform passes on: written, never read back, and in no state of this resource. */
export class StoredSecret extends Construct {
  constructor(scope: Construct, id: string, { mount, path, values, origin }: StoredSecretProps) {
    super(scope, id);
    const { terraformResourceType, friendlyUniqueId } = origin.resource;
    new KvSecretV2(this, "value", {
      mount: typeof mount === "string" ? mount : mount.path,
      name: path,
      dataJsonWo: Token.asString(Fn.jsonencode(values)),
      dataJsonWoVersion: 1,
      disableRead: true,
      lifecycle: { replaceTriggeredBy: [`${terraformResourceType}.${friendlyUniqueId}.${origin.attribute}`] },
    });
  }
}
