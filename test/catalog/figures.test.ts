import * as catalog from "../../catalog";
import { figure, quantity, type Source } from "../../language";
import { duplicates, figureMistakes, figuresIn } from "./figures";

const { clouds, machineTypes, objectStorage, servicePrices, storageClasses } = catalog;
const good: Source = { kind: "price-list", ref: "a price list that exists", date: "2026-10-02" };

/** Everything in the catalogue that carries numbers. */
const facts = {
  exchangeRate: catalog.eurPerUsd,
  machines: clouds.map((cloud) => machineTypes(cloud)),
  reservations: catalog.nodeReservations,
  systemPods: catalog.systemPods,
  decisions: catalog.planningDecisions,
  tiers: catalog.recoveryTiers,
  recoverySteps: catalog.recoverySteps,
  recovery: catalog.recoveryFigures,
  storage: clouds.map((cloud) => storageClasses(cloud)),
  objects: clouds.map((cloud) => objectStorage(cloud)),
  snapshots: catalog.volumeSnapshots,
  services: clouds.map((cloud) => servicePrices(cloud)),
  seed: catalog.seedUsage,
  measured: catalog.measuredUsage,
  concurrency: catalog.peakConcurrency,
};

test("every figure of the catalogue has a finite number, a meaning, a source and a date in ISO form", () => {
  expect(figureMistakes(facts)).toEqual([]);
  expect(figuresIn(facts).length).toBeGreaterThan(400);
});

test("a figure without a number, a meaning, a source or a date is found", () => {
  const sabotaged = {
    number: figure(quantity(Number.NaN, "1"), "a share of something", good),
    meaning: figure(quantity(1, "1"), "", good),
    ref: figure(quantity(1, "1"), "a share of something", { ...good, ref: "" }),
    date: figure(quantity(1, "1"), "a share of something", { ...good, date: "undated, before 2024" }),
    month: figure(quantity(1, "1"), "a share of something", { ...good, date: "2026-13" }),
  };
  expect(figureMistakes(sabotaged)).toEqual([
    "number is NaN",
    "meaning has no meaning",
    "ref names no source",
    'date is dated "undated, before 2024"',
    'month is dated "2026-13"',
  ]);
});

test("a name that stands twice is found", () => {
  expect(duplicates(["b3-8", "b3-16", "b3-8"])).toEqual(["b3-8"]);
});

test("planning decisions call themselves decisions, and nothing else does", () => {
  const decided = figuresIn(facts).filter(([, { source }]) => source.kind === "decision");
  expect(decided.every(([path]) => path.startsWith("decisions."))).toBe(true);
  expect(decided).toHaveLength(Object.keys(catalog.planningDecisions).length);
});
