import { KvSecretV2, type KvSecretV2Config } from "@cdktf/provider-vault/lib/kv-secret-v2";
import { Fn, Token, type TerraformResource } from "cdktf";
import { Construct } from "constructs";

/** Where values come from: an attribute that changes with them, or an operator who counts their changes. */
export type Origin =
  { readonly resource: TerraformResource; readonly attribute: string } | { readonly version: number };

export interface StoredSecretProps {
  /** Mount of versioned secrets; a name where another stack made it. */
  readonly mount: string | { readonly path: string };
  /** Path below the mount. */
  readonly path: string;
  /** References to values that exist at apply only, by key. */
  readonly values: Readonly<Record<string, string>>;
  /** What the secret is written anew for, and for nothing else. */
  readonly origin: Origin;
}

/** A secret that Terraform passes on: written, never read back, and in no state of this resource. */
export class StoredSecret extends Construct {
  constructor(scope: Construct, id: string, { mount, path, values, origin }: StoredSecretProps) {
    super(scope, id);
    new KvSecretV2(this, "value", {
      mount: typeof mount === "string" ? mount : mount.path,
      name: path,
      dataJsonWo: Token.asString(Fn.jsonencode(values)),
      disableRead: true,
      ...trigger(origin),
    });
  }
}

function trigger(origin: Origin): Pick<KvSecretV2Config, "dataJsonWoVersion" | "lifecycle"> {
  if ("version" in origin) return { dataJsonWoVersion: origin.version };
  const { terraformResourceType, friendlyUniqueId } = origin.resource;
  return {
    dataJsonWoVersion: 1,
    lifecycle: { replaceTriggeredBy: [`${terraformResourceType}.${friendlyUniqueId}.${origin.attribute}`] },
  };
}
