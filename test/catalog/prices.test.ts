import * as fc from "fast-check";
import {
  clouds,
  currencyOf,
  encryptedStorageClass,
  eurPerUsd,
  euRegions,
  findRegion,
  isKnown,
  objectStorage,
  objectStorageClass,
  perMonth,
  priceAt,
  servicePrices,
  storageClasses,
  storageRegions,
  volumeSnapshots,
  type RegionalPrice,
} from "../../catalog";
import { duplicates } from "./figures";

const valueAt = (price: RegionalPrice | undefined, region: string): number | undefined => {
  if (price === undefined) return undefined;
  const known = priceAt(price, region);
  return isKnown(known) ? known.value : undefined;
};

test("a price is never borrowed from another region", () => {
  const prices = clouds.flatMap((cloud) =>
    [...storageClasses(cloud), ...objectStorage(cloud)].map(({ price }) => price),
  );
  fc.assert(
    fc.property(fc.constantFrom(...prices), fc.string(), (price, region) => {
      const known = isKnown(priceAt(price, region));
      return known === (price.kind === "everywhere" || Object.hasOwn(price.prices, region));
    }),
  );
});

test("prices by region name regions that exist", () => {
  const named = (price: RegionalPrice): readonly string[] =>
    price.kind === "everywhere" ? [] : Object.keys(price.prices);
  for (const cloud of clouds) {
    const regions = [...storageClasses(cloud).map(({ price }) => price), volumeSnapshots[cloud]].flatMap(named);
    expect(regions.filter((region) => findRegion(cloud, region) === undefined)).toEqual([]);
    const stores = objectStorage(cloud).flatMap(({ price }) => named(price));
    const places: readonly string[] = storageRegions(cloud).map(({ name }) => name);
    expect(stores.filter((region) => !places.includes(region))).toEqual([]);
  }
});

test("storage costs something wherever its price is known", () => {
  const prices = clouds.flatMap((cloud) =>
    [...storageClasses(cloud), ...objectStorage(cloud)].flatMap(({ price, name }) =>
      Object.entries(price.kind === "everywhere" ? { everywhere: price.price } : price.prices).map(
        ([region, known]) => [`${name} ${region}`, isKnown(known) ? known.value : Number.NaN] as const,
      ),
    ),
  );
  expect(prices.filter(([, value]) => !(value > 0))).toEqual([]);
  expect(prices.length).toBeGreaterThan(30);
});

test.each(clouds)("no storage class of %s stands twice", (cloud) => {
  expect(duplicates(storageClasses(cloud).map(({ name }) => name))).toEqual([]);
});

test("the first class of every cloud is encrypted", () => {
  expect(clouds.map((cloud) => storageClasses(cloud)[0].encrypted)).toEqual([true, true, true]);
  expect(encryptedStorageClass("ovh", "EU-WEST-PAR")?.name).toBe("csi-cinder-high-speed-gen2-luks");
  expect(encryptedStorageClass("aws", "eu-west-1")?.origin).toMatchObject({ parameters: { encrypted: "true" } });
});

test("a region without an encrypted class has none", () => {
  expect(encryptedStorageClass("ovh", "WAW1")).toBeUndefined();
});

test("only zone-redundant disks survive their zone", () => {
  const bound = (cloud: (typeof clouds)[number]) => storageClasses(cloud).map(({ zoneBound }) => zoneBound);
  expect(new Set([...bound("ovh"), ...bound("aws")])).toEqual(new Set([true]));
  expect(new Set(bound("azure"))).toEqual(new Set([false]));
});

test("object storage is found by temperature, in three data centres where the region has them", () => {
  expect(valueAt(objectStorageClass("ovh", "EU-WEST-PAR", "standard")?.price, "EU-WEST-PAR")).toBe(0.014);
  expect(valueAt(objectStorageClass("ovh", "GRA", "standard")?.price, "GRA")).toBe(0.0070956);
  expect(objectStorageClass("ovh", "EU-WEST-PAR", "standard")?.zoneReplicated).toBe(true);
  expect(objectStorageClass("ovh", "GRA", "standard")?.zoneReplicated).toBe(false);
  expect(objectStorageClass("azure", "westeurope", "standard")?.zoneReplicated).toBe(true);
});

test("tape stands in Paris only, can't be locked and takes two days to read", () => {
  expect(objectStorageClass("ovh", "EU-SOUTH-MIL", "tape")).toBeUndefined();
  expect(objectStorageClass("ovh", "GRA", "tape")).toBeUndefined();
  expect(objectStorageClass("ovh", "EU-WEST-PAR", "tape")).toMatchObject({
    name: "DEEP_ARCHIVE",
    lockable: false,
    retrieval: { value: 48 * 3600 },
  });
});

test("every plan of a region has a price", () => {
  const missing = clouds.flatMap((cloud) =>
    euRegions(cloud).flatMap(({ name, managedKubernetes }) =>
      managedKubernetes.kind === "available"
        ? managedKubernetes.plans
            .filter((plan) => !(plan in servicePrices(cloud).controlPlane))
            .map((plan) => `${name} ${plan}`)
        : [],
    ),
  );
  expect(missing).toEqual([]);
});

test("services cost what their lists say", () => {
  const ovh = servicePrices("ovh");
  expect(valueAt(ovh.controlPlane["standard"]?.price, "EU-WEST-PAR")).toBe(0.09);
  expect(valueAt(ovh.loadBalancer["small"]?.price, "GRA11")).toBe(6);
  expect(valueAt(ovh.publicAddress, "GRA11")).toBe(1.8);
  expect(valueAt(ovh.key, "GRA11")).toBe(0.06);
  expect(valueAt(ovh.egress, "GRA11")).toBe(0);
  expect(valueAt(servicePrices("aws").gateway["nat"]?.price, "eu-central-1")).toBe(0.052);
  expect(valueAt(servicePrices("azure").controlPlane["standard"]?.price, "westeurope")).toBe(0.1);
});

test("what was not read is unknown and says what was searched", () => {
  const nat = priceAt(servicePrices("aws").gateway["nat"]?.price ?? servicePrices("aws").key, "eu-west-3");
  expect(nat).toEqual({ kind: "unknown", searched: "read for Ireland and Frankfurt only" });
  expect(valueAt(servicePrices("azure").key, "westeurope")).toBeUndefined();
  expect(valueAt(servicePrices("ovh").dnsZone, "GRA11")).toBeUndefined();
});

test("sizes of load balancers and gateways rise in price and in capacity", () => {
  const { loadBalancer, gateway } = servicePrices("ovh");
  const rising = (numbers: readonly number[]) =>
    numbers.every((n, index) => index === 0 || n > (numbers[index - 1] ?? 0));
  const prices = (sizes: typeof gateway) =>
    Object.values(sizes).map(({ price }) => valueAt(price, "GRA11") ?? Number.NaN);
  expect(rising(prices(loadBalancer))).toBe(true);
  expect(rising(prices(gateway))).toBe(true);
  expect(
    rising(Object.values(loadBalancer).map(({ capacity }) => (isKnown(capacity) ? capacity.value : Number.NaN))),
  ).toBe(true);
  expect(rising([2, 1])).toBe(false);
});

test("an hourly price becomes a monthly one at 730 hours", () => {
  expect(perMonth({ value: 0.09, unit: "EUR/hour" })).toBeCloseTo(65.7);
  expect(perMonth({ value: 6, unit: "EUR/month" })).toBe(6);
  expect(perMonth({ value: 0.1, unit: "USD/GiB/month" }, 50)).toBeCloseTo(5);
  expect(currencyOf("USD/GiB/month")).toBe("USD");
  expect(currencyOf("EUR/hour")).toBe("EUR");
});

test("the exchange rate is the inverse of the fixing it names", () => {
  expect(eurPerUsd.value * 1.1225).toBeCloseTo(1, 5);
  expect(eurPerUsd.source.date).toBe("2026-10-02");
});
