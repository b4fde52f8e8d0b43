import { RoleAssignment } from "@cdktf/provider-azurerm/lib/role-assignment";
import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";

/** Built-in roles that are given, each the narrowest that does. */
export type Role =
  | "Azure Kubernetes Service RBAC Cluster Admin"
  | "Key Vault Crypto Service Encryption User"
  | "Network Contributor"
  | "Reader"
  | "Storage Blob Data Contributor"
  | "Storage Blob Data Reader";

export interface GrantProps {
  readonly role: Role;
  /** Id of the resource that it holds for, and of nothing beside it. */
  readonly on: string;
  readonly to: string;
  readonly kind?: "ServicePrincipal" | "Group";
  readonly because: string;
  /** Narrows the role further, in the language of Azure's conditions. */
  readonly condition?: string;
  readonly dependsOn?: readonly ITerraformDependable[];
}

export const grantRole = (
  scope: Construct,
  id: string,
  { role, on, to, kind = "ServicePrincipal", because, condition, dependsOn }: GrantProps,
): RoleAssignment =>
  new RoleAssignment(scope, id, {
    scope: on,
    roleDefinitionName: role,
    principalId: to,
    // Named, so that Azure does not look for an identity that its directory has not spread yet.
    principalType: kind,
    description: because,
    ...(condition === undefined ? {} : { condition, conditionVersion: "2.0" }),
    ...(dependsOn === undefined ? {} : { dependsOn: [...dependsOn] }),
  });
