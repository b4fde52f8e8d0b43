import { keyServiceRegion } from "../../../constructs/infrastructure/ovh/key-service-region";
import { flavorFor } from "../../../constructs/infrastructure/ovh/load-balancer-flavor";
import { reservedNetworkMistakes } from "../../../constructs/infrastructure/ovh/reserved-networks";
import { Cidr, quantity } from "../../../language";

test("the key service stands on the ground of the storage region", () => {
  expect(keyServiceRegion({ name: "GRA" }, "recovery.archive")).toBe("eu-west-gra");
});

test("a region without a known key service is refused with those that have one", () => {
  expect(keyServiceRegion({ name: "DE" }, "recovery.archive")).toEqual({
    where: "recovery.archive",
    value: "DE",
    why: "is no region in which OVHcloud is known to offer its key service",
    wayOut: "choose one of RBX, SBG, EU-WEST-PAR, GRA, WAW",
  });
});

test.each([
  [100, "small"],
  [200, "small"],
  [420, "medium"],
  [3000, "xl"],
  [90_000, "xl"],
])("%d Mbit/s pass a load balancer of size %s", (traffic, flavor) => {
  expect(flavorFor(quantity(traffic, "Mbit/s"))).toBe(flavor);
});

test.each([
  ["172.17.0.0/16", "overlaps 172.17.0.0/16, the network of the nodes' own container bridge"],
  ["172.31.0.0/18", "overlaps 172.31.0.0/17, the network of OVHcloud's floating addresses"],
  ["10.240.0.0/16", "overlaps 10.240.0.0/13, the network of the cluster's pods"],
  ["10.3.0.0/16", "overlaps 10.3.0.0/16, the network of the cluster's services"],
])("a site at %s would meet somebody: %s", (network, why) => {
  expect(reservedNetworkMistakes({ network: Cidr.of(network), region: "EU-WEST-PAR" }, "site.network")).toEqual([
    { where: "site.network", value: network, why, wayOut: "choose another private network, such as 10.20.0.0/16" },
  ]);
});

test("the Free plan gives pods a network that can't be chosen, and a site may not lie in it", () => {
  const site = { network: Cidr.of("10.2.0.0/16"), region: "GRA11" } as const;
  expect(reservedNetworkMistakes(site, "site.network")).toEqual([
    expect.objectContaining({ why: "overlaps 10.2.0.0/16, the network of the cluster's pods" }),
  ]);
  expect(reservedNetworkMistakes({ ...site, region: "EU-WEST-PAR" }, "site.network")).toEqual([]);
});

test("an ordinary network meets nobody", () => {
  expect(reservedNetworkMistakes({ network: Cidr.of("10.20.0.0/16"), region: "EU-WEST-PAR" }, "site.network")).toEqual(
    [],
  );
});
