import * as fc from "fast-check";
import {
  clouds,
  euRegions,
  findMachine,
  findRegion,
  isKnown,
  machinesIn,
  machineTypes,
  priceIn,
  type MachineType,
} from "../../catalog";
import { duplicates } from "./figures";

const all = clouds.flatMap((cloud) => machineTypes(cloud));

const mistakes = (machine: MachineType): readonly string[] => {
  const prices = Object.entries(machine.price);
  return [
    ...(prices.length === 0 ? [`${machine.name} has no price`] : []),
    ...prices.filter(([, { value }]) => value <= 0).map(([region]) => `${machine.name} is free in ${region}`),
    ...prices
      .filter(([region]) => findRegion(machine.cloud, region) === undefined)
      .map(([region]) => `${machine.name} has a price in ${region}, no region of the union`),
    ...prices
      .filter(([, { unit }]) => unit !== (machine.cloud === "ovh" ? "EUR/hour" : "USD/hour"))
      .map(([region, { unit }]) => `${machine.name} costs ${unit} in ${region}`),
    ...((machine.family === "gpu") === (machine.gpu !== undefined) ? [] : [`${machine.name} has no GPU data`]),
    ...(machine.maximumVolumes.value > 0 ? [] : [`${machine.name} takes no volumes`]),
    ...(machine.maximumPods.value > 0 ? [] : [`${machine.name} takes no pods`]),
  ];
};

test("every machine has a positive price in a region of the union, in its cloud's currency", () => {
  expect(all.flatMap(mistakes)).toEqual([]);
  expect(all).toHaveLength(54);
});

test("a machine without a price, or priced outside the union, is found", () => {
  const machine = findMachine("ovh", "b3-8");
  const price = machine && priceIn(machine, "GRA11");
  if (machine === undefined || price === undefined) throw new Error("b3-8 is gone");
  expect(mistakes({ ...machine, price: {} })).toEqual(["b3-8 has no price"]);
  expect(mistakes({ ...machine, price: { UK1: price } })).toEqual(["b3-8 has a price in UK1, no region of the union"]);
  expect(mistakes({ ...machine, cloud: "aws", price: { "eu-west-1": price } })).toEqual([
    "b3-8 costs EUR/hour in eu-west-1",
  ]);
  expect(mistakes({ ...machine, price: { GRA11: { ...price, value: 0 } } })).toEqual(["b3-8 is free in GRA11"]);
});

test.each(clouds)("no machine name of %s stands twice", (cloud) => {
  expect(duplicates(machineTypes(cloud).map(({ name }) => name))).toEqual([]);
});

test("prices are those of the lists they were read from", () => {
  const price = (cloud: MachineType["cloud"], name: string, region: string) => {
    const machine = findMachine(cloud, name);
    return machine && priceIn(machine, region)?.value;
  };
  expect(price("ovh", "b3-16", "EU-WEST-PAR")).toBe(0.1023);
  expect(price("ovh", "b3-16", "GRA11")).toBe(0.1023);
  expect(price("ovh", "l4-90", "GRA11")).toBe(0.75);
  expect(price("aws", "m7i.xlarge", "eu-central-1")).toBe(0.2415);
  expect(price("aws", "m7i.xlarge", "eu-south-2")).toBe(0.2247);
  expect(price("aws", "r7i.4xlarge", "eu-north-1")).toBe(1.1256);
  expect(price("azure", "Standard_D4s_v5", "westeurope")).toBe(0.23);
  expect(price("azure", "Standard_D16s_v6", "polandcentral")).toBe(0.968);
  expect(price("azure", "Standard_NC40ads_H100_v5", "northeurope")).toBe(8.376);
});

test("a machine that a region does not offer has no price there", () => {
  const offered = (cloud: MachineType["cloud"], name: string, region: string) =>
    machinesIn(cloud, region).some((machine) => machine.name === name);
  expect(offered("aws", "m7i.xlarge", "eu-south-1")).toBe(false);
  expect(offered("aws", "g6.xlarge", "eu-west-1")).toBe(false);
  expect(offered("azure", "Standard_NC40ads_H100_v5", "francecentral")).toBe(false);
  expect(offered("ovh", "l4-90", "EU-WEST-PAR")).toBe(false);
  expect(machinesIn("aws", "eusc-de-east-1")).toEqual([]);
});

test("OVHcloud has one price for every region", () => {
  for (const { price } of machineTypes("ovh")) {
    expect(new Set(Object.values(price).map(({ value }) => value)).size).toBe(1);
  }
});

test("a region never borrows a price from another", () => {
  expect(all.filter((machine) => priceIn(machine, "toString") !== undefined)).toEqual([]);
  const machine = fc.constantFrom(...all);
  fc.assert(
    fc.property(
      machine,
      fc.string(),
      (type, region) => Object.hasOwn(type.price, region) || priceIn(type, region) === undefined,
    ),
  );
});

/** A Windows licence costs about 0.046 USD per vCPU and hour: a region dearer by that much was read off the wrong meter. */
const windowsMeters = (machines: readonly MachineType[]): readonly string[] =>
  machines.flatMap(({ name, vcpus, price }) => {
    const values = Object.values(price).map(({ value }) => value);
    const licence = 0.046 * vcpus;
    const suspicious = values.some((a) => values.some((b) => Math.abs(a - b - licence) < 0.1 * licence));
    return suspicious ? [name] : [];
  });

test("no Azure price was read off a Windows meter", () => {
  const machine = findMachine("azure", "Standard_D4s_v5");
  const price = machine && priceIn(machine, "westeurope");
  if (machine === undefined || price === undefined) throw new Error("Standard_D4s_v5 is gone");
  expect(windowsMeters(machineTypes("azure"))).toEqual([]);
  const wrong = { ...price, value: price.value + 0.184 };
  expect(windowsMeters([{ ...machine, price: { ...machine.price, northeurope: wrong } }])).toEqual(["Standard_D4s_v5"]);
});

test("every zoned region has a machine, except where no price could be read", () => {
  const without = clouds.flatMap((cloud) =>
    euRegions(cloud)
      .filter(({ zones, name }) => zones.length === 3 && machinesIn(cloud, name).length === 0)
      .map(({ name }) => name),
  );
  expect(without).toEqual(["belgiumcentral"]);
});

test("an unread bandwidth is unknown, not zero", () => {
  const bandwidth = findMachine("azure", "Standard_E8s_v5")?.networkMbps;
  expect(bandwidth !== undefined && isKnown(bandwidth)).toBe(false);
  expect(all.every(({ networkMbps }) => !isKnown(networkMbps) || networkMbps.value > 0)).toBe(true);
});
