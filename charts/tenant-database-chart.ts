import { ownDatabase } from "../constructs/platform/database/own-database";
import { roleSecret } from "../constructs/platform/database/postgres-cluster";
import { tenantRole } from "../constructs/platform/database/tenant-role";
import { secretFolder, secretPath } from "../constructs/platform/secrets/secret-paths";
import { generateIn } from "../constructs/platform/secrets/secret-access";
import { tenantName } from "../language";
import { databaseNamespace } from "../planning/flows";
import { databaseClusterOf, instanceName, servicesFor } from "../planning/placement";
import type { ChartDefinition } from "./chart-definition";
import type { TenantContext } from "./tenant-context";

/**
 * One tenant's databases in its cell, each with a role and a password of its own. They are objects of the tenant's release and
 * not lines of the cell's, so that a tenant more changes no other's. Where the cell follows another site's, roles and databases
 * come with the data, and only passwords are fetched.
 */
export const tenantDatabaseChart = (context: TenantContext): ChartDefinition => ({
  stage: "data",
  release: tenantName(context.tenant, "database"),
  namespace: databaseNamespace,
  build: (chart) => {
    const { environment, plan, tenant, active } = context;
    for (const service of servicesFor(environment, tenant)) {
      const { database } = service.needs;
      if (database === undefined) continue;
      const name = instanceName(service.name, tenant);
      const cluster = databaseClusterOf(environment, service, tenant);
      const passwordSecret = roleSecret(name);
      generateIn(chart, environment.parts.secrets, {
        name: passwordSecret,
        path: secretPath(secretFolder(service.name, tenant), "database"),
        keys: { password: 40 },
        basicAuth: { username: name },
      });
      if (!active) continue;
      const connections = plan.databases[cluster]?.databases[name]?.connections?.value ?? -1;
      tenantRole(chart, { name, cluster, passwordSecret, connections });
      ownDatabase(chart, { name, cluster, need: database });
    }
  },
});
