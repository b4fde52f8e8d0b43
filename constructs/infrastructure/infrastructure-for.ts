import type { Construct } from "constructs";
import { AzureInfrastructure } from "./azure/azure-infrastructure";
import { ExistingInfrastructure } from "./existing/existing-infrastructure";
import type { Infrastructure, InfrastructureProps } from "./infrastructure";
import { AwsInfrastructure } from "./aws/aws-infrastructure";
import { OvhInfrastructure } from "./ovh/ovh-infrastructure";

/** Builds a site in its own cloud. */
export function infrastructureFor(scope: Construct, id: string, props: InfrastructureProps): Infrastructure {
  const { site } = props;
  switch (site.kind) {
    case "ovh":
      return new OvhInfrastructure(scope, id, { ...props, site });
    case "azure":
      return new AzureInfrastructure(scope, id, { ...props, site });
    case "aws":
      return new AwsInfrastructure(scope, id, { ...props, site });
    case "existing":
      return new ExistingInfrastructure(scope, id, { ...props, site });
  }
}
