import { EksAccessEntry } from "@cdktf/provider-aws/lib/eks-access-entry";
import { EksAccessPolicyAssociation } from "@cdktf/provider-aws/lib/eks-access-policy-association";
import { Construct } from "constructs";
import { awsPartition } from "../../../catalog";
import type { AwsPlace } from "../../../planning/placement";

export interface AdministratorsProps {
  readonly place: Pick<AwsPlace, "region">;
  readonly clusterName: string;
  /** ARNs of roles. */
  readonly roles: readonly string[];
}

/** Roles that may do anything in a cluster; whoever may take one on is IAM's business. */
export class Administrators extends Construct {
  constructor(scope: Construct, id: string, { place, clusterName, roles }: AdministratorsProps) {
    super(scope, id);
    const policyArn = `arn:${awsPartition(place.region).name}:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy`;
    for (const principalArn of roles) {
      const role = principalArn.split("/").at(-1) ?? principalArn;
      const entry = new EksAccessEntry(this, `entry-${role}`, { clusterName, principalArn });
      new EksAccessPolicyAssociation(this, `policy-${role}`, {
        clusterName,
        principalArn: entry.principalArn,
        policyArn,
        accessScope: { type: "cluster" },
      });
    }
  }
}
