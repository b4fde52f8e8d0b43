import { statefulAws } from "./aws";
import { statefulAzure } from "./azure";
import { statefulOvh } from "./ovh";
import { statefulPlatform } from "./platform";
import type { StatefulType } from "./stateful-type";

/** Terraform resources that keep something, by type. */
export const statefulTerraform: Readonly<Record<string, StatefulType>> = {
  ...statefulOvh,
  ...statefulAws,
  ...statefulAzure,
  ...statefulPlatform,
};

/** First words of the types that somebody has gone through one by one; `terraform_data` keeps no more than its own input. */
const knownProviders = ["ovh", "aws", "azurerm", "vault", "keycloak", "kubernetes", "helm", "terraform"] as const;

/** Whether losing a resource loses something. A type of a provider that nobody has gone through is not called harmless. */
export type Keeping =
  ({ readonly kind: "stateful" } & StatefulType) | { readonly kind: "stateless" } | { readonly kind: "unclassified" };

export function keepingOf(type: string): Keeping {
  const stateful = Object.hasOwn(statefulTerraform, type) ? statefulTerraform[type] : undefined;
  if (stateful !== undefined) return { kind: "stateful", ...stateful };
  return knownProviders.some((provider) => type.startsWith(`${provider}_`))
    ? { kind: "stateless" }
    : { kind: "unclassified" };
}
