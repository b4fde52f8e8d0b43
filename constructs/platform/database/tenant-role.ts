import type { Construct } from "constructs";
import type { DatabaseRole } from "../../../imports/custom-resources/cloudnative-pg/database-role";
import { customObject } from "../../kubernetes/custom-object";

export interface TenantRoleProps {
  /** Name of the role, and of the object. */
  readonly name: string;
  readonly cluster: string;
  /** Secret with its name and password. */
  readonly passwordSecret: string;
  /** Connections that it may hold, so that it takes none of the other tenants'. */
  readonly connections: number;
}

/**
 * A role of one tenant as an object of its own, where a list in the Cluster would change with every tenant (CloudNativePG
 * 1.30). It owns its database and nothing else, and outlives the object.
 */
export function tenantRole(scope: Construct, { name, cluster, passwordSecret, connections }: TenantRoleProps): void {
  const role: DatabaseRole = {
    apiVersion: "postgresql.cnpg.io/v1",
    kind: "DatabaseRole",
    spec: {
      cluster: { name: cluster },
      name,
      login: true,
      connectionLimit: connections,
      passwordSecret: { name: passwordSecret },
      clientCertificate: { enabled: false },
      databaseRoleReclaimPolicy: "retain",
    },
  };
  customObject(scope, { name }, role);
}
