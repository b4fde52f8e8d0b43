import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { Account } from "../constructs/infrastructure/ovh/account";
import { KeyService } from "../constructs/infrastructure/ovh/key-service";
import { keyServiceRegion } from "../constructs/infrastructure/ovh/key-service-region";
import type { Environment } from "../environments/schema";
import { Refusal, type Mistake } from "../language";
import { offsiteOf } from "../planning/placement";
import { publishKeys } from "./infrastructure-outputs";
import { useOvh } from "./providers";
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
    useOvh(this);
    const { site } = environment;
    if (site.kind === "ovh") new Account(this, "account", { project: site.project });
    const region = keyRegionOf(environment);
    if (typeof region !== "string") throw new Refusal("the key service", [region]);
    publishKeys(this, new KeyService(this, "key-service", { name: environment.name, region }));
  }
}

/** Region of the key service of an environment, or why there is none. */
export function keyRegionOf(environment: Environment): string | Mistake {
  const where = environment.recovery.kind === "backup-restore" ? "recovery.offsite" : "recovery.archive";
  return keyServiceRegion(offsiteOf(environment), where);
}
