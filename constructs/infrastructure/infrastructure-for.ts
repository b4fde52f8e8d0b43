import type { Construct } from "constructs";
import { Refusal, type Mistake } from "../../language";
import { ExistingInfrastructure } from "./existing/existing-infrastructure";
import type { Infrastructure, InfrastructureProps, Site } from "./infrastructure";
import { AwsInfrastructure } from "./aws/aws-infrastructure";
import { OvhInfrastructure } from "./ovh/ovh-infrastructure";

/** Builds a site in its own cloud; throws a Refusal where this version builds nothing there. */
export function infrastructureFor(scope: Construct, id: string, props: InfrastructureProps): Infrastructure {
  const { site, where } = props;
  switch (site.kind) {
    case "ovh":
      return new OvhInfrastructure(scope, id, { ...props, site });
    case "aws":
      return new AwsInfrastructure(scope, id, { ...props, site });
    case "existing":
      return new ExistingInfrastructure(scope, id, { ...props, site });
    case "azure":
      throw new Refusal("the site", [notDeployed(site.kind, where)]);
  }
}

/** The mistake of a cloud that can be planned but not deployed. */
export const notDeployed = (cloud: Site["kind"], where: string): Mistake => ({
  where: `${where}.kind`,
  value: cloud,
  why: "is not deployed by this version yet",
  wayOut: 'use an ovh site; "bestek plan" and "bestek size" work for every cloud',
});
