import { findMachine } from "../../catalog";
import type { Facts } from "../facts";
import { siteOfStack } from "../facts/stack-name";
import type { Need } from "./need";

/** Numbers of one site, as the plan has them. */
export interface SiteNumbers {
  readonly region: string;
  readonly cloud: "ovh" | "azure" | "aws" | "existing";
  /** Nodes of a pool at the most, and their machine, by pool. */
  readonly pools: Readonly<Record<string, { readonly machine: string; readonly maximumNodes: number }>>;
  readonly volumes: number;
}

export type PlanNumbers = Readonly<Record<string, SiteNumbers>>;

/** Resources that clouds count, by what they are counted as. */
const counted: readonly { readonly what: string; readonly types: readonly string[] }[] = [
  {
    what: "buckets",
    types: ["ovh_cloud_project_storage", "aws_s3_bucket", "azurerm_storage_container"],
  },
  { what: "storage accounts", types: ["azurerm_storage_account"] },
  { what: "object storage users", types: ["ovh_cloud_project_user"] },
  {
    what: "public addresses",
    types: ["ovh_cloud_floating_ip", "ovh_cloud_project_floatingip", "aws_eip", "azurerm_public_ip"],
  },
  { what: "gateways to the internet", types: ["ovh_cloud_project_gateway", "aws_nat_gateway", "azurerm_nat_gateway"] },
  {
    what: "Kubernetes clusters",
    types: ["ovh_cloud_project_kube", "aws_eks_cluster", "azurerm_kubernetes_cluster"],
  },
  { what: "private networks", types: ["ovh_cloud_project_network_private", "aws_vpc", "azurerm_virtual_network"] },
];

/** What the account must be allowed to have at each site, at the plan's upper bounds. */
export const quotaNeeds = (facts: Facts, numbers: PlanNumbers): readonly Need[] =>
  Object.entries(numbers)
    .filter(([, { cloud }]) => cloud !== "existing")
    .map(([site, site_]) => ({
      id: `quota/${site}`,
      group: "quota",
      what: `${site_.region}: ${[...computing(site_), ...resources(facts, site)].join(", ")}`,
      readFrom: "the account's quota in this region",
      way: "compare in the cloud's console, and ask for more where it is short",
      stacks: [],
      check: { kind: "person", why: "no API is asked; quotas belong to the account" },
    }));

function computing({ cloud, pools, volumes }: SiteNumbers): readonly string[] {
  const counts = Object.values(pools).map(({ machine, maximumNodes }) => {
    const type = cloud === "existing" ? undefined : findMachine(cloud, machine);
    return { machine, maximumNodes, vcpus: type === undefined ? undefined : type.vcpus * maximumNodes };
  });
  const known = counts.flatMap(({ vcpus }) => vcpus ?? []);
  const vcpus = known.reduce((sum, count) => sum + count, 0);
  return [
    ...counts.map(({ machine, maximumNodes }) => `${String(maximumNodes)} nodes ${machine}`),
    known.length === counts.length ? `${String(vcpus)} vCPU` : "vCPU unknown: a machine is not in the catalogue",
    `${String(volumes)} volumes`,
  ];
}

function resources(facts: Facts, site: string): readonly string[] {
  const sites = Object.keys(facts.plan.sites);
  const here = Object.values(facts.terraform).filter(
    ({ block, stack }) => block === "resource" && siteOfStack(stack, sites) === site,
  );
  const balancers =
    here.filter(
      ({ type, attributes }) =>
        type === "kubernetes_service_v1" && JSON.stringify(attributes).includes('"LoadBalancer"'),
    ).length +
    Object.values(facts.kubernetes).filter(
      (fact) => fact.site === site && fact.kind === "Service" && JSON.stringify(fact.object).includes('"LoadBalancer"'),
    ).length;
  return [
    ...counted.flatMap(({ what, types }) => {
      const count = here.filter(({ type }) => types.includes(type)).length;
      return count === 0 ? [] : [`${String(count)} ${what}`];
    }),
    ...(balancers === 0 ? [] : [`${String(balancers)} load balancers`]),
  ];
}
