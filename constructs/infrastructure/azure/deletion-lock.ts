import { ManagementLock } from "@cdktf/provider-azurerm/lib/management-lock";
import type { TerraformResource } from "cdktf";
import type { Construct } from "constructs";

/**
 * Nobody deletes the resource, nor the group around it, before the lock is taken off. Locks stand on what holds the truth and
 * not on groups: in a locked group no role is withdrawn, no node pool replaced and no replication ended.
 */
export const lockDeletion = (
  scope: Construct,
  id: string,
  resource: TerraformResource & { readonly id: string },
): void => {
  new ManagementLock(scope, id, {
    name: "keep",
    scope: resource.id,
    lockLevel: "CanNotDelete",
    notes: "holds what can't be made anew; take the lock off on purpose only",
  });
};
