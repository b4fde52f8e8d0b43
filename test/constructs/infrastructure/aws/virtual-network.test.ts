import { VirtualNetwork } from "../../../../constructs/infrastructure/aws/virtual-network";
import { networkMistakes } from "../../../../constructs/infrastructure/aws/network-mistakes";
import { Cidr } from "../../../../language";
import { key, place, statement, synthAws, zones } from "./fixture";

const network = synthAws((stack) => {
  new VirtualNetwork(stack, "network", {
    place,
    name: "zuid-fra",
    network: Cidr.of("10.20.0.0/16"),
    zones,
    logKey: key(stack, "logs"),
  });
});

const named = (type: string, name: string) =>
  network.all(type).filter(({ tags }) => JSON.stringify(tags).includes(name));

test("nodes, pods and the edge have a subnet in every zone, each in a network of its own", () => {
  const subnets = network.all("aws_subnet").map((subnet) => [subnet["cidr_block"], subnet["availability_zone"]]);
  expect(subnets).toEqual([
    ["10.20.0.0/22", "eu-central-1a"],
    ["10.20.4.0/22", "eu-central-1b"],
    ["10.20.8.0/22", "eu-central-1c"],
    ["100.64.0.0/18", "eu-central-1a"],
    ["100.64.64.0/18", "eu-central-1b"],
    ["100.64.128.0/18", "eu-central-1c"],
    ["10.20.16.0/22", "eu-central-1a"],
    ["10.20.20.0/22", "eu-central-1b"],
    ["10.20.24.0/22", "eu-central-1c"],
  ]);
});

test("nothing gets a public address by standing somewhere", () => {
  expect(new Set(network.all("aws_subnet").map((subnet) => subnet["map_public_ip_on_launch"]))).toEqual(
    new Set([false]),
  );
});

test.each(["nodes", "pods"])("%s leave through the gateway of their own zone", (part) => {
  for (const zone of zones) {
    const [routes] = Object.entries(network.resource["aws_route"] ?? {}).filter(([name]) =>
      name.includes(`${part}_way-out-${zone}`),
    );
    expect(routes?.[1]).toMatchObject({
      destination_cidr_block: "0.0.0.0/0",
      nat_gateway_id: expect.stringContaining(`gateway-${zone}`),
    });
    expect(routes?.[1]).not.toHaveProperty("gateway_id");
  }
});

test("each gateway has an address that no plan destroys", () => {
  expect(network.all("aws_nat_gateway")).toHaveLength(3);
  expect(network.all("aws_eip").map(({ lifecycle }) => lifecycle)).toEqual(Array(3).fill({ prevent_destroy: true }));
});

test("the default security group lets nothing in or out", () => {
  const group = network.only("aws_default_security_group");
  expect(Object.keys(group).filter((attribute) => ["ingress", "egress"].includes(attribute))).toEqual([]);
});

test("load balancers that face the world find the public subnets, and no others", () => {
  expect(named("aws_subnet", '"kubernetes.io/role/elb":"1"').map((subnet) => subnet["cidr_block"])).toEqual([
    "10.20.16.0/22",
    "10.20.20.0/22",
    "10.20.24.0/22",
  ]);
});

test("object storage is reached past the gateways, and only that of the account", () => {
  const endpoint = network.only("aws_vpc_endpoint");
  expect(endpoint).toMatchObject({ vpc_endpoint_type: "Gateway", service_name: "com.amazonaws.eu-central-1.s3" });
  expect(endpoint["route_table_ids"]).toHaveLength(6);
  expect(statement(endpoint["policy"], "OwnBuckets").Condition).toEqual({
    StringEquals: { "aws:ResourceAccount": "000000000001" },
  });
  expect(statement(endpoint["policy"], "NodeSoftware").Action).toBe("s3:GetObject");
});

test("who spoke to whom is kept, encrypted and for a quarter of a year", () => {
  expect(network.only("aws_flow_log")).toMatchObject({ traffic_type: "ALL", log_destination_type: "cloud-watch-logs" });
  expect(network.only("aws_cloudwatch_log_group")).toMatchObject({
    kms_key_id: expect.stringContaining("aws_kms_key.key-logs"),
    retention_in_days: 90,
  });
});

test.each([
  ["172.17.0.0/16", "overlaps 172.17.0.0/16, the network of the nodes' own container bridge"],
  ["100.80.0.0/16", "overlaps 100.64.0.0/10, the network of the cluster's pods"],
  ["10.3.0.0/16", "overlaps 10.3.0.0/16, the network of the cluster's services"],
  ["10.64.0.0/14", "is larger than a VPC may be"],
])("a site at %s is refused: %s", (cidr, why) => {
  expect(networkMistakes(Cidr.of(cidr), "site.network")).toEqual([
    {
      where: "site.network",
      value: cidr,
      why,
      wayOut: expect.stringContaining("private network, such as 10.20.0.0/16"),
    },
  ]);
});

test.each(["10.20.0.0/16", "192.168.0.0/18"])("a site at %s meets nobody", (cidr) => {
  expect(networkMistakes(Cidr.of(cidr), "site.network")).toEqual([]);
});
