import type { NetworkSecurityGroupSecurityRule } from "@cdktf/provider-azurerm/lib/network-security-group";
import type { NetworkLayout } from "../../../planning/placement";

interface Rule {
  readonly name: string;
  readonly direction: "Inbound" | "Outbound";
  readonly access: "Allow" | "Deny";
  readonly protocol: "Tcp" | "Udp" | "*";
  readonly from: readonly string[] | string;
  readonly to: readonly string[] | string;
  readonly ports: readonly number[] | "*";
  readonly because: string;
}

const nothingElse = (direction: Rule["direction"]): Rule => ({
  name: `nothing-else-${direction.toLowerCase()}`,
  direction,
  access: "Deny",
  protocol: "*",
  from: "*",
  to: "*",
  ports: "*",
  because: "what no rule above names is closed",
});

/**
 * Rules of the nodes' subnets. Azure's overlay wants nodes and pods open to each other on every port (Microsoft Learn: Azure CNI
 * overlay, 2026); between pods network policies decide. Outwards AKS needs 443 and the time (Microsoft Learn: outbound rules
 * for AKS, 2026), mail 25, certificate orders 80. Azure's own name server and metadata are outside every such rule.
 */
export function nodeRules(
  layout: Pick<NetworkLayout, "nodes" | "pods" | "endpoints">,
  publicPorts: readonly number[],
): readonly NetworkSecurityGroupSecurityRule[] {
  const inside = [layout.nodes.toString(), layout.pods.toString()];
  const endpoints = layout.endpoints.toString();
  const both = (["Inbound", "Outbound"] as const).map((direction): Rule => ({
    name: `cluster-${direction.toLowerCase()}`,
    direction,
    access: "Allow",
    protocol: "*",
    from: inside,
    to: inside,
    ports: "*",
    because: "nodes and pods of the overlay; network policies decide between pods",
  }));
  const out = (
    name: string,
    to: string,
    protocol: Rule["protocol"],
    ports: readonly number[],
    because: string,
  ): Rule => ({
    name,
    direction: "Outbound",
    access: "Allow",
    protocol,
    from: inside,
    to,
    ports,
    because,
  });
  return numbered([
    ...both,
    {
      name: "public-entry",
      direction: "Inbound",
      access: "Allow",
      protocol: "Tcp",
      from: "Internet",
      to: "*",
      ports: publicPorts,
      because: "the load balancer leaves the sender's address in the packet",
    },
    {
      name: "health-probes",
      direction: "Inbound",
      access: "Allow",
      protocol: "*",
      from: "AzureLoadBalancer",
      to: "*",
      ports: "*",
      because: "the load balancer asks which nodes run a proxy",
    },
    nothingElse("Inbound"),
    out("private-endpoints", endpoints, "Tcp", [443], "objects and keys by private addresses"),
    out("https", "Internet", "Tcp", [443], "control plane, sign-in, registry, certificate orders"),
    out("plain-web", "Internet", "Tcp", [80], "challenges of certificate orders are looked at from outside first"),
    out("mail", "Internet", "Tcp", [25], "mail to the world's mail servers"),
    out("time", "Internet", "Udp", [123], "nodes set their clocks"),
    nothingElse("Outbound"),
  ]);
}

/** Rules of the subnet of private endpoints: pods arrive there with their node's address. */
export const endpointRules = (
  layout: Pick<NetworkLayout, "nodes" | "endpoints">,
): readonly NetworkSecurityGroupSecurityRule[] =>
  numbered([
    {
      name: "from-nodes",
      direction: "Inbound",
      access: "Allow",
      protocol: "Tcp",
      from: [layout.nodes.toString()],
      to: [layout.endpoints.toString()],
      ports: [443],
      because: "pods reach objects and keys",
    },
    nothingElse("Inbound"),
    nothingElse("Outbound"),
  ]);

/** Priorities in the order of the list, a hundred apart so that a hand may put one between. */
const numbered = (rules: readonly Rule[]): readonly NetworkSecurityGroupSecurityRule[] =>
  rules.map(({ name, direction, access, protocol, from, to, ports, because }, index) => ({
    name,
    direction,
    access,
    protocol,
    priority: 100 * (index + 1),
    description: because,
    sourcePortRange: "*",
    ...(typeof from === "string" ? { sourceAddressPrefix: from } : { sourceAddressPrefixes: [...from] }),
    ...(typeof to === "string" ? { destinationAddressPrefix: to } : { destinationAddressPrefixes: [...to] }),
    ...(ports === "*" ? { destinationPortRange: "*" } : { destinationPortRanges: ports.map(String) }),
  }));
