import { DataAwsEksAddonVersion } from "@cdktf/provider-aws/lib/data-aws-eks-addon-version";
import { EksAddon } from "@cdktf/provider-aws/lib/eks-addon";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";

export interface AddOnProps {
  readonly clusterName: string;
  /** Kubernetes minor version of the cluster. */
  readonly version: string;
  /** Name as EKS knows it, such as `vpc-cni`. */
  readonly addOn: string;
  /** Settings in the add-on's own schema. */
  readonly configuration?: object;
  /** Role of its service account, where it calls AWS. */
  readonly roleArn?: string;
  readonly dependsOn: readonly ITerraformDependable[];
}

/**
 * A part of the cluster that EKS installs and looks after, at the version that EKS recommends for this Kubernetes. That version
 * moves with AWS and with the minor version: a plan shows the step, and nobody has to know which versions fit.
 */
export class AddOn extends Construct {
  readonly resource: EksAddon;

  constructor(scope: Construct, id: string, props: AddOnProps) {
    super(scope, id);
    const { clusterName, version, addOn, configuration, roleArn, dependsOn } = props;
    const recommended = new DataAwsEksAddonVersion(this, "version", {
      addonName: addOn,
      kubernetesVersion: version,
      mostRecent: false,
    });
    this.resource = new EksAddon(this, "add-on", {
      clusterName,
      addonName: addOn,
      addonVersion: recommended.version,
      // What somebody changed by hand goes back to what is written here.
      resolveConflictsOnCreate: "OVERWRITE",
      resolveConflictsOnUpdate: "OVERWRITE",
      ...(configuration === undefined ? {} : { configurationValues: JSON.stringify(configuration) }),
      ...(roleArn === undefined ? {} : { serviceAccountRoleArn: roleArn }),
      timeouts: { create: "30m", update: "30m", delete: "30m" },
      dependsOn: [...dependsOn],
    });
  }
}
