import { DefaultGroups } from "@cdktf/provider-keycloak/lib/default-groups";
import { Group } from "@cdktf/provider-keycloak/lib/group";
import { GroupRoles } from "@cdktf/provider-keycloak/lib/group-roles";
import { OpenidClientScope } from "@cdktf/provider-keycloak/lib/openid-client-scope";
import { OpenidGroupMembershipProtocolMapper } from "@cdktf/provider-keycloak/lib/openid-group-membership-protocol-mapper";
import { Role } from "@cdktf/provider-keycloak/lib/role";
import { Construct } from "constructs";

export interface RealmGroupsProps {
  readonly realmId: string;
}

/** What people of a group may do; services read the group, the realm's roles follow from it. */
const groups = {
  users: { role: "user", description: "everybody who works with the services" },
  administrators: { role: "administrator", description: "those who look after the services" },
} as const;

/** Groups, their roles, and the claim under which services see them. */
export class RealmGroups extends Construct {
  /** Scope that puts the `groups` claim into a client's tokens. */
  readonly scopeName: string;

  constructor(scope: Construct, id: string, { realmId }: RealmGroupsProps) {
    super(scope, id);
    const ids = Object.entries(groups).map(([name, { role, description }]) => {
      const realmRole = new Role(this, `role-${role}`, { realmId, name: role, description });
      const group = new Group(this, `group-${name}`, { realmId, name, description });
      new GroupRoles(this, `roles-of-${name}`, { realmId, groupId: group.id, roleIds: [realmRole.id] });
      return [name, group.id] as const;
    });
    // A new account starts with the least.
    new DefaultGroups(this, "default-groups", {
      realmId,
      groupIds: ids.flatMap(([name, groupId]) => (name === "users" ? [groupId] : [])),
    });
    const claim = new OpenidClientScope(this, "scope", {
      realmId,
      name: "groups",
      description: "names of the groups somebody is in",
      includeInTokenScope: true,
    });
    new OpenidGroupMembershipProtocolMapper(this, "claim", {
      realmId,
      clientScopeId: claim.id,
      name: "groups",
      claimName: "groups",
      fullPath: false,
    });
    this.scopeName = claim.name;
  }
}
