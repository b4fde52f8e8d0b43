import type { Environment } from "../../environments/schema";
import type { ServiceDefinition } from "../../language";

/** Name of a key that signs mail; neither owners nor selectors have a dot, so that no two are called alike. */
export const signingKeyName = ({ name }: Pick<Environment, "name">, tenant: string | undefined, selector: string) =>
  `${tenant ?? name}.${selector}`;

/** Names of the keys that a service signs with, in the name of a tenant where each has its own. */
export const signingKeyNames = (
  environment: Pick<Environment, "name">,
  tenant: string | undefined,
  { needs }: Pick<ServiceDefinition, "needs">,
): readonly string[] => (needs.dkim?.selectors ?? []).map((selector) => signingKeyName(environment, tenant, selector));
