import { TerraformVariable } from "cdktf";
import type { Construct } from "constructs";

/** What the registry asks for, from TF_VAR_registry_pull_secret: the same for every stack that makes a pull secret. */
export const registryCredentials = (scope: Construct): string =>
  new TerraformVariable(scope, "registry_pull_secret", {
    type: "string",
    sensitive: true,
    nullable: false,
    description: "credentials of the registry as Docker writes them into config.json",
  }).stringValue;
