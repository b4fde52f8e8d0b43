import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { policyDocument, type Statement } from "./policy-document";

export interface RoleProps {
  /** Unique in its account, at most 64 characters. */
  readonly name: string;
  readonly description: string;
  /** Who may take it on, as JSON. */
  readonly assumedBy: string;
  /** What it may do, said here. */
  readonly statements?: readonly Statement[];
  /** ARNs of policies that AWS keeps for its own services. */
  readonly managedPolicies?: readonly string[];
}

/** A role of IAM with everything that it may do. */
export class Role extends Construct {
  readonly arn: string;
  readonly roleName: string;
  /** What must be there before the role can do its work. */
  readonly permissions: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: RoleProps) {
    super(scope, id);
    const { name, description, assumedBy, statements = [], managedPolicies = [] } = props;
    const role = new IamRole(this, "role", { name, description, assumeRolePolicy: assumedBy });
    this.arn = role.arn;
    this.roleName = role.name;
    this.permissions = [
      ...(statements.length === 0
        ? []
        : [new IamRolePolicy(this, "policy", { role: role.name, name: "own", policy: policyDocument(statements) })]),
      ...managedPolicies.map(
        (policyArn) =>
          new IamRolePolicyAttachment(this, policyArn.split("/").at(-1) ?? policyArn, { role: role.name, policyArn }),
      ),
    ];
  }
}
