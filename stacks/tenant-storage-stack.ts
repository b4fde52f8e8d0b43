import { TerraformOutput, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { siteId, type Environment, type Site } from "../environments/schema";
import { tenantName } from "../language";
import { cloudOf } from "./clouds";
import { userOutput } from "./infrastructure-outputs";
import { tenantStorageOf } from "./site-facts";
import { stackNames } from "./stack-names";
import { keepState, readState } from "./state";

export interface TenantStorageStackProps {
  readonly environment: Environment;
  readonly tenant: string;
  readonly site: Site;
}

/** One tenant's buckets at one site, each with a user who sees it and no other. It needs no cluster and no other site. */
export class TenantStorageStack extends TerraformStack {
  constructor(scope: Construct, { environment, tenant, site }: TenantStorageStackProps) {
    super(scope, stackNames.tenantStorage(environment, tenant, site));
    keepState(this, environment);
    const cloud = cloudOf(site);
    cloud.useProvider(this);
    const users = cloud.tenantStorage(this, {
      name: `${environment.name}-${tenantName(tenant, siteId(site))}`,
      platform: `${environment.name}-${siteId(site)}`,
      production: environment.stage === "production",
      ...tenantStorageOf(environment, tenant, site),
    });
    for (const [name, value] of Object.entries(users)) {
      new TerraformOutput(this, userOutput(name), { value, staticId: true });
    }
  }
}

/** Id of a user of a tenant's bucket at a site, by the user's name. */
export function readTenantUsers(
  scope: Construct,
  environment: Environment,
  tenant: string,
  site: Site,
): (name: string) => string {
  const stack = stackNames.tenantStorage(environment, tenant, site);
  const state = readState(scope, stack, environment, stack);
  return (name) => state.getString(userOutput(name));
}
