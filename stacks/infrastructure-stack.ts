import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { infrastructureFor } from "../constructs/infrastructure/infrastructure-for";
import { siteId, type Environment, type Site } from "../environments/schema";
import type { Plan } from "../language";
import { cloudOf } from "./clouds";
import { publishInfrastructure } from "./infrastructure-outputs";
import { entryPorts, placeOf, storageOf } from "./site-facts";
import { stackNames } from "./stack-names";
import { keepState } from "./state";

export interface InfrastructureStackProps {
  readonly environment: Environment;
  readonly plan: Plan;
  readonly site: Site;
}

/** Network, cluster, address and buckets of one site. */
export class InfrastructureStack extends TerraformStack {
  constructor(scope: Construct, { environment, plan, site }: InfrastructureStackProps) {
    const name = stackNames.infrastructure(environment, site);
    super(scope, name);
    keepState(this, environment);
    const where = placeOf(environment, site);
    cloudOf(site).useProvider(this);
    const sitePlan = plan.sites[siteId(site)];
    const traffic = plan.load["network"];
    if (sitePlan === undefined || traffic?.unit !== "Mbit/s") throw new Error(`the plan has no site ${siteId(site)}`);
    const infrastructure = infrastructureFor(this, "site", {
      name: `${environment.name}-${siteId(site)}`,
      site,
      where,
      plan: sitePlan,
      kubernetes: environment.kubernetes,
      callers: [...site.operators, environment.runner.network],
      traffic: { value: traffic.value, unit: "Mbit/s" },
      production: environment.stage === "production",
      environment: environment.name,
      publicPorts: entryPorts(environment),
      ...storageOf(environment, site),
    });
    publishInfrastructure(this, infrastructure);
  }
}
