import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import type { Environment } from "../environments/schema";
import { cloudOf } from "./clouds";
import { publishKeys } from "./infrastructure-outputs";
import { stackNames } from "./stack-names";
import { keepState } from "./state";

export interface KeysStackProps {
  readonly environment: Environment;
}

/** The key that every site unseals with, in the region that holds no site. */
export class KeysStack extends TerraformStack {
  constructor(scope: Construct, { environment }: KeysStackProps) {
    super(scope, stackNames.keys(environment));
    keepState(this, environment);
    const cloud = cloudOf(environment.site);
    cloud.useProvider(this);
    publishKeys(this, cloud.sealKey(this, environment));
  }
}
