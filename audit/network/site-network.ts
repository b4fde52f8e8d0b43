import { probeAddress } from "../../catalog";
import type { SitePlan } from "../../language";
import type { Facts, TerraformFact } from "../facts";
import { siteOfStack } from "../facts/stack-name";
import { at, isList, parts, textAt, type Json } from "../facts/json";
import {
  azurePlatform,
  metadataService,
  networks,
  privateNetworks,
  publicNetworks,
  type AddressSet,
} from "./address-set";
import { difference, union } from "./intervals";

/** Networks of one site, as far as its stacks name them. */
export interface SiteNetworks {
  readonly nodes: AddressSet | undefined;
  readonly loadBalancers: AddressSet | undefined;
  readonly pods: AddressSet | undefined;
}

/** Attributes that name a network, or the subnet that is one, in the words of OVHcloud and Azure; those of AWS mean so in one kind of block alone. */
const attributes = {
  nodes: ["nodes_subnet_id", "vnet_subnet_id"],
  loadBalancers: ["load_balancers_subnet_id"],
  pods: ["pods_ipv4_cidr", "pod_cidr", "pod_cidrs"],
} as const;

const subnetAttributes = ["cidr", "address_prefixes", "cidr_block"];

/** Reads the networks off the resources of the site's stacks; undefined where neither they nor the plan name them. */
export function siteNetworks(facts: Pick<Facts, "terraform" | "plan">, site: string): SiteNetworks {
  const resources = Object.values(facts.terraform).filter(
    ({ block, stack }) => block === "resource" && siteOfStack(stack, [site]) !== undefined,
  );
  const find = (keys: readonly string[]): AddressSet | undefined => {
    const found = resources.flatMap((resource) =>
      parts(resource.attributes).flatMap(([path, value]) =>
        keys.some((key) => key === path.at(-1)) ? cidrsOf(value, resource.stack, resources) : [],
      ),
    );
    return found.length === 0 ? undefined : networks(...found);
  };
  const aws = awsNetworks(resources);
  // Of a cluster that the customer runs no resource speaks, but the customer does.
  const stated = facts.plan.sites[site]?.stated?.networks;
  const told = (cidr: string | undefined): AddressSet | undefined => (cidr === undefined ? undefined : networks(cidr));
  return {
    nodes: find(attributes.nodes) ?? aws.nodes ?? told(stated?.nodes),
    loadBalancers: find(attributes.loadBalancers) ?? aws.loadBalancers ?? told(stated?.loadBalancers),
    pods: find(attributes.pods) ?? aws.pods ?? told(stated?.pods),
  };
}

/** By this tag AWS's controller finds the subnets for load balancers that face the internet. */
const publicSubnetTag = "kubernetes.io/role/elb";

/** Nodes stand in the subnets of their groups, load balancers in those with their tag, pods in what the network was given beside. */
function awsNetworks(resources: readonly TerraformFact[]): SiteNetworks {
  const of = (kind: string, read: (resource: TerraformFact) => readonly string[]): AddressSet | undefined => {
    const found = resources.filter(({ type }) => type === kind).flatMap(read);
    return found.length === 0 ? undefined : networks(...found);
  };
  const ownCidr = ({ attributes: own }: TerraformFact): readonly string[] =>
    literalCidrs(at(own, "cidr_block"), textAt(own, "cidr_block"));
  return {
    nodes: of("aws_eks_node_group", ({ attributes: own, stack }) =>
      cidrsOf(at(own, "subnet_ids") ?? [], stack, resources),
    ),
    loadBalancers: of("aws_subnet", (subnet) =>
      textAt(subnet.attributes, "tags", publicSubnetTag) === "1" ? ownCidr(subnet) : [],
    ),
    pods: of("aws_vpc_ipv4_cidr_block_association", ownCidr),
  };
}

function cidrsOf(value: Json, stack: string, resources: readonly TerraformFact[]): readonly string[] {
  if (isList(value)) return value.flatMap((entry) => cidrsOf(entry, stack, resources));
  if (typeof value !== "string") return [];
  const reference = /^\$\{([\w-]+\.[\w-]+)\.[\w-]+\}$/.exec(value)?.[1];
  if (reference === undefined) return /^[0-9a-f.:]+\/\d+$/i.test(value) ? [value] : [];
  const subnet = resources.find((resource) => resource.stack === stack && resource.address === reference);
  return subnetAttributes.flatMap((key) => literalCidrs(at(subnet?.attributes, key), textAt(subnet?.attributes, key)));
}

const literalCidrs = (value: Json | undefined, text: string | undefined): readonly string[] =>
  (text === undefined ? (isList(value) ? value : []) : [text])
    .filter((entry) => typeof entry === "string")
    .filter((entry) => !entry.includes("${"));

/**
 * The world outside the pods, cut into parts that policies and flows speak of. `own-node` is how the mesh lets a node's own processes appear to the node's pods.
 */
export type Area = "public" | "nodes" | "own-node" | "load-balancers" | "private" | "metadata";

export const areas: readonly Area[] = ["public", "nodes", "own-node", "load-balancers", "private", "metadata"];

/** The addresses of each part of the world, as the site's cloud divides it. */
export function areaAddresses(
  { nodes = [], loadBalancers = [], pods = [] }: SiteNetworks,
  cloud: SitePlan["cloud"] | undefined,
): Readonly<Record<Area, AddressSet>> {
  const site = union(nodes, loadBalancers, pods);
  const metadata = cloud === "azure" ? union(metadataService, azurePlatform) : metadataService;
  return {
    public: difference(publicNetworks, union(site, metadata)),
    nodes,
    "own-node": networks(probeAddress),
    "load-balancers": difference(loadBalancers, nodes),
    private: difference(privateNetworks, site),
    metadata,
  };
}
