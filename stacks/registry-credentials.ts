import type { Construct } from "constructs";
import type { RegistryCredentials } from "../constructs/infrastructure/registry-access";
import { handedOver, handedOverVersion } from "../constructs/platform/secrets/handed-over";

const variable = "registry_pull_secret";

/** What the registry asks for, from TF_VAR_registry_pull_secret: the same for every stack that makes a pull secret, and kept by none. */
export function registryCredentials(scope: Construct): RegistryCredentials {
  const name = handedOver(scope, variable, {
    type: "string",
    description: "credentials of the registry as Docker writes them into config.json",
  });
  return { json: `\${${name}}`, version: handedOverVersion(scope, variable) };
}
