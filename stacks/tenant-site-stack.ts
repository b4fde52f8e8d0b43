import { TerraformStack, type ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import type { ChartStage, WrittenChart } from "../charts";
import { identityKey } from "../constructs/infrastructure/apply-time-names";
import { ApplyTimeConfig } from "../constructs/infrastructure/apply-time-values";
import { RegistryAccess } from "../constructs/infrastructure/registry-access";
import type { Environment, Site } from "../environments/schema";
import { tenantName, type Plan } from "../language";
import { releaseCharts } from "./chart-release";
import { cloudOf } from "./clouds";
import { readInfrastructure } from "./infrastructure-outputs";
import { useCluster } from "./providers";
import { registryCredentials } from "./registry-credentials";
import { tenantStorageOf } from "./site-facts";
import { stackNames } from "./stack-names";
import { keepState } from "./state";
import { readTenantUsers } from "./tenant-storage-stack";

export interface TenantSiteStackProps {
  readonly environment: Environment;
  readonly plan: Plan;
  readonly tenant: string;
  readonly site: Site;
  /** Charts of this tenant at this site. */
  readonly charts: readonly WrittenChart[];
}

/**
 * What is installed for one tenant at one site: its namespaces, closed, then databases and caches, then services, then what
 * stands in front of them. At a site that stands by it needs nothing of the one that serves.
 */
export class TenantSiteStack extends TerraformStack {
  constructor(scope: Construct, props: TenantSiteStackProps) {
    const { environment, tenant, site } = props;
    super(scope, stackNames.tenantSite(environment, tenant, site));
    keepState(this, environment);
    const { cluster } = readInfrastructure(this, environment, site);
    useCluster(this, site, cluster);
    this.releases(props);
  }

  private releases(props: TenantSiteStackProps): void {
    const { environment, plan, tenant, charts } = props;
    const stage = (wanted: ChartStage, after: readonly ITerraformDependable[]): readonly ITerraformDependable[] => {
      const made = releaseCharts(
        this,
        charts.filter((chart) => chart.stage === wanted),
        after,
      );
      return made.length === 0 ? after : made;
    };
    const foundation = stage("foundation", []);
    const registry = new RegistryAccess(this, "registry", {
      name: environment.registry.pullSecret,
      namespaces: Object.keys(plan.tenancy?.namespaces ?? {}).map((part) => tenantName(tenant, part)),
      credentials: registryCredentials(this),
      dependsOn: foundation,
    });
    const data = stage("data", [...foundation, ...registry.secrets, ...this.identities(props, foundation)]);
    stage("presentation", stage("application", data));
  }

  /** Where pods act with an identity of the cloud instead of keys, those of each service are told which. */
  private identities(
    { environment, tenant, site }: TenantSiteStackProps,
    dependsOn: readonly ITerraformDependable[],
  ): readonly ITerraformDependable[] {
    if (cloudOf(site).identitiesTold === undefined) return [];
    const userId = readTenantUsers(this, environment, tenant, site);
    const values = new Map<string, Record<`identity-${string}`, string>>();
    for (const { name, pods } of tenantStorageOf(environment, tenant, site).users) {
      if (pods === undefined) continue;
      values.set(pods.namespace, { ...values.get(pods.namespace), [identityKey(name)]: userId(name) });
    }
    return [...values].flatMap(([namespace, identities]) => {
      const id = `identities-${namespace}`;
      return new ApplyTimeConfig(this, id, { namespaces: [namespace], values: identities, dependsOn }).configMaps;
    });
  }
}
