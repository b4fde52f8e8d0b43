import type { Facts, TerraformFact } from "../../../audit/facts";
import { networks } from "../../../audit/network/address-set";
import { siteNetworks } from "../../../audit/network/site-network";
import { factsAfter } from "../fixture/facts-after";
import { nothing } from "../fixture/output";

const { plan } = factsAfter(nothing);

const stack = "west-infrastructure-eu-central-1";

const resource = (
  type: string,
  name: string,
  attributes: TerraformFact["attributes"],
): readonly [string, TerraformFact] => [
  `${stack}:${type}.${name}`,
  { stack, block: "resource", address: `${type}.${name}`, type, attributes },
];

const subnet = (name: string, cidr: string, tags: Readonly<Record<string, string>> = {}) =>
  resource("aws_subnet", name, { cidr_block: cidr, tags });

const facts = (...resources: readonly (readonly [string, TerraformFact])[]): Pick<Facts, "plan" | "terraform"> => ({
  plan,
  terraform: Object.fromEntries([
    subnet("nodes_a", "10.40.0.0/22"),
    subnet("nodes_b", "10.40.4.0/22"),
    subnet("pods_a", "100.64.0.0/18"),
    subnet("public_a", "10.40.16.0/22", { "kubernetes.io/role/elb": "1" }),
    resource("aws_eks_node_group", "general_a", { subnet_ids: ["${aws_subnet.nodes_a.id}"] }),
    resource("aws_eks_node_group", "general_b", { subnet_ids: ["${aws_subnet.nodes_b.id}"] }),
    resource("aws_vpc_ipv4_cidr_block_association", "pods", { cidr_block: "100.64.0.0/16" }),
    ...resources,
  ]),
});

test("nodes are where their groups stand, pods in the network beside, load balancers where the tag says", () => {
  expect(siteNetworks(facts(), "eu-central-1")).toEqual({
    nodes: networks("10.40.0.0/22", "10.40.4.0/22"),
    loadBalancers: networks("10.40.16.0/22"),
    pods: networks("100.64.0.0/16"),
  });
});

test("subnets that no group of nodes names hold none", () => {
  const elsewhere = resource("aws_lb", "edge", { subnet_ids: ["${aws_subnet.pods_a.id}"] });
  expect(siteNetworks(facts(elsewhere), "eu-central-1").nodes).toEqual(networks("10.40.0.0/22", "10.40.4.0/22"));
});

test("what no resource names is unknown, and not empty", () => {
  expect(siteNetworks({ plan, terraform: {} }, "eu-central-1")).toEqual({
    nodes: undefined,
    loadBalancers: undefined,
    pods: undefined,
  });
});
