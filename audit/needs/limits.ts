import { findMachine, type MachineType } from "../../catalog";
import type { Facts, TerraformFact } from "../facts";
import { at, isList } from "../facts/json";
import { siteOfStack } from "../facts/stack-name";
import type { Need } from "./need";
import type { PlanNumbers, SiteNumbers } from "./quota";

/** A limit of a cloud by the name under which it is raised, and what the environment needs of it at one site. */
interface Limit {
  /** Last part of the need's id. */
  readonly id: string;
  readonly what: string;
  readonly needed: number;
  readonly readFrom: string;
  readonly way: string;
  readonly check: Need["check"];
}

/** Limits that clouds name, each on its own; what they do not name is in the site's one line of numbers. */
export const limitNeeds = (facts: Facts, numbers: PlanNumbers): readonly Need[] =>
  Object.entries(numbers).flatMap(([site, of]) =>
    limitsOf(of, resourcesAt(facts, site)).flatMap(({ id, what, needed, ...rest }): readonly Need[] =>
      needed === 0
        ? []
        : [
            {
              ...rest,
              id: `quota/${site}/${id}`,
              group: "quota",
              what: `${of.region}: ${String(needed)} ${what}`,
              stacks: [],
            },
          ],
    ),
  );

function resourcesAt(facts: Facts, site: string): readonly TerraformFact[] {
  const sites = Object.keys(facts.plan.sites);
  return Object.values(facts.terraform).filter(
    ({ block, stack }) => block === "resource" && siteOfStack(stack, sites) === site,
  );
}

function limitsOf(of: SiteNumbers, here: readonly TerraformFact[]): readonly Limit[] {
  switch (of.cloud) {
    case "aws":
      return awsLimits(of, here);
    case "azure":
      return azureLimits(of);
    case "ovh":
      return ovhLimits(of);
    case "existing":
      return [];
  }
}

/** The sum over every pool at the most; zero where a machine is unknown, which the site's line of numbers says. */
const sumOf = ({ cloud, pools }: SiteNumbers, each: (machine: MachineType) => number): number =>
  Object.values(pools).reduce((sum, { machine, maximumNodes }) => {
    const type = cloud === "existing" ? undefined : findMachine(cloud, machine);
    return sum + (type === undefined ? 0 : each(type)) * maximumNodes;
  }, 0);

const processors = (of: SiteNumbers): number => sumOf(of, ({ vcpus }) => vcpus);

/** Codes of Service Quotas (AWS General Reference, quotas of Amazon EC2, VPC, EKS and Elastic Load Balancing, 2026). */
function awsLimits(of: SiteNumbers, here: readonly TerraformFact[]): readonly Limit[] {
  const count = (type: string): number => here.filter((fact) => fact.type === type).length;
  const quota = (service: string, code: string, needed: number, what: string): Limit => ({
    id: code,
    what,
    needed,
    readFrom: `quota ${code} of service ${service}`,
    way:
      `aws service-quotas request-service-quota-increase --region ${of.region} --service-code ${service} --quota-code ${code} ` +
      "--desired-value <number>; reading it takes servicequotas:GetServiceQuota",
    check: {
      kind: "told",
      by: "aws",
      words: [
        ...["service-quotas", "get-service-quota", "--region", of.region, "--service-code", service],
        ...["--quota-code", code, "--query", "Quota.Value", "--output", "text"],
      ],
      wanted: { atLeast: needed },
    },
  });
  return [
    quota("ec2", "L-1216C47A", processors(of), "vCPU of running on-demand standard instances"),
    quota(
      "ec2",
      "L-0263D0A3",
      count("aws_eip"),
      "Elastic IP addresses: one for each NAT gateway and each zone's entry",
    ),
    quota("vpc", "L-FE5A380F", Math.min(1, count("aws_nat_gateway")), "NAT gateway in each zone"),
    quota("vpc", "L-F678F1CE", count("aws_vpc"), "VPC"),
    quota("eks", "L-1194D53C", count("aws_eks_cluster"), "EKS cluster"),
    quota("eks", "L-6D54EA21", count("aws_eks_node_group"), "managed node groups in one cluster"),
    quota("eks", "L-BD136A63", largestGroup(here), "nodes in one managed node group"),
  ];
}

const largestGroup = (here: readonly TerraformFact[]): number =>
  Math.max(
    0,
    ...here
      .filter(({ type }) => type === "aws_eks_node_group")
      .map(({ attributes }) => {
        const scaling = at(attributes, "scaling_config");
        const most = at(isList(scaling) ? scaling[0] : scaling, "max_size");
        return typeof most === "number" ? most : 0;
      }),
  );

const azureLimits = (of: SiteNumbers): readonly Limit[] => [
  {
    id: "cores",
    what: "vCPU in all, and as many of each machine's own family",
    needed: processors(of),
    readFrom: `az vm list-usage --location ${of.region}`,
    way: "ask for more in the portal, subscription, Usage + quotas; reading it takes Microsoft.Compute/locations/usages/read",
    check: {
      kind: "told",
      by: "az",
      words: [
        ...["vm", "list-usage", "--location", of.region],
        ...["--query", "[?name.value=='cores'].limit | [0]", "--output", "tsv"],
      ],
      wanted: { atLeast: processors(of) },
    },
  },
];

/** What OVHcloud's API calls a region's quota (`GET /cloud/project/{project}/region/{region}/quota`, cloud.quota.InstanceQuotas). */
function ovhLimits(of: SiteNumbers): readonly Limit[] {
  const nodes = Object.values(of.pools).reduce((sum, { maximumNodes }) => sum + maximumNodes, 0);
  const quota = (field: string, needed: number, what: string): Limit => ({
    id: field,
    what,
    needed,
    readFrom: `field ${field} of GET /cloud/project/<project>/region/${of.region}/quota`,
    way: "ask for more in the control panel, Public Cloud, Quota and Regions; reading it takes publicCloudProject:apiovh:region/quota/get",
    check: { kind: "person", why: "no API is asked; quotas belong to the project" },
  });
  return [
    quota("instance.maxInstances", nodes, "instances"),
    quota("instance.maxCores", processors(of), "cores of instances"),
    quota(
      "instance.maxRam",
      sumOf(of, ({ memory }) => memory.value),
      "MiB of memory of instances",
    ),
  ];
}
