import { propertyAccess, ref, TerraformVariable, Token } from "cdktf";
import type { Construct } from "constructs";

export interface HandedOverProps {
  /** Terraform type of the value. */
  readonly type: string;
  readonly description: string;
  readonly validation?: { readonly condition: string; readonly errorMessage: string };
}

/**
 * A secret that the operator brings for one run of Terraform (`TF_VAR_<name>`). Ephemeral, and given to write-only attributes
 * alone: it stands in no plan and in no state.
 */
export function handedOver(scope: Construct, name: string, { type, description, validation }: HandedOverProps): string {
  const variable = new TerraformVariable(scope, name, {
    type,
    description,
    sensitive: true,
    nullable: false,
    ...(validation === undefined ? {} : { validation: [validation] }),
  });
  variable.addOverride("ephemeral", true);
  variable.overrideLogicalId(name);
  return `var.${name}`;
}

/** One field of what the operator brings. As a token, because a function of Terraform would take a plain `${...}` for text. */
export const handedField = (name: string, field: string): string => Token.asString(propertyAccess(ref(name), [field]));

/** Counts how often the operator changed what `name` holds: a write-only attribute is written anew when it grows. */
export function handedOverVersion(scope: Construct, name: string): number {
  const variable = new TerraformVariable(scope, `${name}_version`, {
    type: "number",
    default: 1,
    nullable: false,
    description: `raise it whenever ${name} holds something new; it is not written otherwise`,
  });
  variable.overrideLogicalId(`${name}_version`);
  return variable.numberValue;
}
