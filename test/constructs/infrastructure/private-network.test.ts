import fc from "fast-check";
import { PrivateNetwork } from "../../../constructs/infrastructure/ovh/private-network";
import { vlanOf } from "../../../constructs/infrastructure/ovh/vlan";
import { Cidr } from "../../../language";
import { synth } from "./synth";

const network = synth((stack) => {
  new PrivateNetwork(stack, "network", {
    project: "project",
    region: "EU-WEST-PAR",
    name: "zuid-par",
    network: Cidr.of("10.20.0.0/16"),
    gateway: "s",
  });
});

test("nodes and load balancers have a subnet each", () => {
  const subnets = network.all("ovh_cloud_project_network_private_subnet_v2");
  expect(subnets.map(({ name, cidr }) => [name, cidr]).sort()).toEqual([
    ["zuid-par-load-balancers", "10.20.16.0/20"],
    ["zuid-par-nodes", "10.20.0.0/20"],
  ]);
});

test("one gateway serves both subnets, so that OVHcloud makes no second one", () => {
  const subnetOf = (attributes: Readonly<Record<string, unknown>>): string => String(attributes["subnet_id"]);
  expect(subnetOf(network.only("ovh_cloud_project_gateway"))).toContain("network_nodes");
  expect(subnetOf(network.only("ovh_cloud_project_gateway_interface"))).toContain("network_load-balancers");
});

test("the network lies in one region and in a VLAN of its own", () => {
  expect(network.only("ovh_cloud_project_network_private")).toMatchObject({
    regions: ["EU-WEST-PAR"],
    vlan_id: vlanOf(Cidr.of("10.20.0.0/16")),
  });
});

test("private networks that do not overlap never share a VLAN", () => {
  const whole = [Cidr.of("10.0.0.0/8"), Cidr.of("172.16.0.0/12"), Cidr.of("192.168.0.0/16")];
  const blocks = whole.flatMap((range) =>
    Array.from({ length: range.size / 2 ** 14 }, (_, index) => range.subnet(18, index)),
  );
  expect(new Set(blocks.map(vlanOf)).size).toBe(blocks.length);
});

test("a VLAN id is one that a vRack has", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 18 - 1 }), (index) => {
      const vlan = vlanOf(Cidr.of("0.0.0.0/0").subnet(18, index));
      return vlan >= 1 && vlan <= 4000;
    }),
  );
});
