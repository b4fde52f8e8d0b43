import { PrivateNetwork } from "../../../../constructs/infrastructure/azure/private-network";
import { Cidr } from "../../../../language";
import { synth } from "../synth";
import { place } from "./fixture";

const network = (zones: readonly string[] = ["1", "2", "3"]) =>
  synth((stack) => {
    new PrivateNetwork(stack, "network", {
      ...place,
      name: "noord-swedencentral",
      network: Cidr.of("10.30.0.0/16"),
      zones,
      publicPorts: [25, 80, 443],
    });
  });

interface Rule {
  readonly name: string;
  readonly direction: string;
  readonly access: string;
  readonly priority: number;
  readonly source_address_prefix?: string;
  readonly destination_port_range?: string;
  readonly destination_port_ranges?: readonly string[];
}

function rulesOf(group: string): readonly Rule[] {
  const found = network()
    .all("azurerm_network_security_group")
    .find(({ name }) => name === group);
  const { security_rule: rules }: { readonly security_rule: readonly Rule[] } = JSON.parse(JSON.stringify(found));
  return rules;
}

test("nodes of each zone have a subnet of their own inside the site's part for nodes", () => {
  const subnets = network().all("azurerm_subnet");
  expect(subnets.map(({ name, address_prefixes }) => [name, address_prefixes])).toEqual([
    ["endpoints", ["10.30.32.0/20"]],
    ["nodes-1", ["10.30.0.0/22"]],
    ["nodes-2", ["10.30.4.0/22"]],
    ["nodes-3", ["10.30.8.0/22"]],
  ]);
  expect(new Set(subnets.map((subnet) => subnet["default_outbound_access_enabled"]))).toEqual(new Set([false]));
});

test("the way out of one zone stands in that zone, so that a lost one takes no other with it", () => {
  const made = network();
  expect(made.all("azurerm_nat_gateway").map(({ zones }) => zones)).toEqual([["1"], ["2"], ["3"]]);
  expect(made.all("azurerm_subnet_nat_gateway_association")).toHaveLength(3);
  expect(made.all("azurerm_public_ip").map(({ zones, sku, lifecycle }) => [zones, sku, lifecycle])).toEqual(
    ["1", "2", "3"].map((zone) => [[zone], "Standard", { prevent_destroy: true }]),
  );
});

test("a region without zones gets one way out and names no zone", () => {
  const made = network(["germanynorth"]);
  expect(made.all("azurerm_nat_gateway")).toHaveLength(1);
  expect(made.only("azurerm_nat_gateway")).not.toHaveProperty("zones");
});

test.each(["noord-swedencentral-nodes", "noord-swedencentral-endpoints"])(
  "%s ends by refusing everything, both ways",
  (group) => {
    for (const direction of ["Inbound", "Outbound"]) {
      const rules = rulesOf(group).filter((rule) => rule.direction === direction);
      const last = [...rules].sort((a, b) => a.priority - b.priority).at(-1);
      expect(last).toMatchObject({ access: "Deny", source_address_prefix: "*", destination_port_range: "*" });
    }
  },
);

test("the world reaches the ports of the public entry and no other", () => {
  const open = rulesOf("noord-swedencentral-nodes").filter(
    ({ direction, access, source_address_prefix: source }) =>
      direction === "Inbound" && access === "Allow" && source === "Internet",
  );
  expect(open.map((rule) => rule.destination_port_ranges)).toEqual([["25", "80", "443"]]);
});

test("every subnet is guarded", () => {
  const made = network();
  expect(made.all("azurerm_subnet_network_security_group_association")).toHaveLength(made.all("azurerm_subnet").length);
});
