import { TerraformOutput, TerraformStack, type TerraformRemoteState } from "cdktf";
import type { Construct } from "constructs";
import { siteId, type Environment, type Site } from "../environments/schema";
import { tenantName } from "../language";
import { cloudOf } from "./clouds";
import { readInfrastructure, userOutput } from "./infrastructure-outputs";
import { tenantStorageOf } from "./site-facts";
import { stackNames } from "./stack-names";
import { keepState, readState } from "./state";

export interface TenantStorageStackProps {
  readonly environment: Environment;
  readonly tenant: string;
  readonly site: Site;
}

/**
 * One tenant's buckets at one site, each with a user who sees it and no other. It needs no other site, and no cluster; at Azure it asks
 * the state of the site's infrastructure who vouches for the cluster's pods.
 */
export class TenantStorageStack extends TerraformStack {
  constructor(scope: Construct, { environment, tenant, site }: TenantStorageStackProps) {
    super(scope, stackNames.tenantStorage(environment, tenant, site));
    keepState(this, environment);
    const cloud = cloudOf(site);
    cloud.useProvider(this);
    const users = cloud.tenantStorage(this, {
      tenant,
      name: `${environment.name}-${tenantName(tenant, siteId(site))}`,
      environment: environment.name,
      platform: `${environment.name}-${siteId(site)}`,
      issuer: () => readInfrastructure(this, environment, site).issuer,
      callers: [...site.operators, environment.runner.network],
      production: environment.stage === "production",
      ...tenantStorageOf(environment, tenant, site),
    });
    for (const [name, value] of Object.entries(users)) {
      new TerraformOutput(this, userOutput(name), { value, staticId: true });
    }
  }
}

/** Id of a user of a tenant's bucket at a site, by the user's name; the state is read where one is asked for. */
export function readTenantUsers(
  scope: Construct,
  environment: Environment,
  tenant: string,
  site: Site,
): (name: string) => string {
  const stack = stackNames.tenantStorage(environment, tenant, site);
  let state: TerraformRemoteState | undefined;
  return (name) => {
    state ??= readState(scope, stack, environment, stack);
    return state.getString(userOutput(name));
  };
}
