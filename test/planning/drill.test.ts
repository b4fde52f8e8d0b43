import * as fc from "fast-check";
import production from "../../environments/noveu-zuid";
import shared from "../../environments/noveu-west";
import { planEnvironment } from "../../planning";
import { drillClearing, drillTurn } from "../../planning/drill";

test("room is planned for the largest database that may be restored", () => {
  const plan = planEnvironment(production);
  expect(plan.drill?.storage.value).toBe(plan.databases["postgres"]?.storage.value);
  expect(plan.drill?.instances.value).toBe(1);
  expect(plan.load["eu-west-par-volumes"]?.because).toContain("restore-drill/instance 1");
});

test("no two clusters drill at the same hour, however many there are", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 201 }), (count) => {
      const turns = Array.from({ length: count }, (_, index) => drillTurn(index, count).schedule);
      return new Set(turns).size === count;
    }),
  );
});

test.each([
  [0, 1, "0 3 * * 0", 7],
  [6, 7, "0 3 * * 6", 7],
  [41, 42, "0 23 * * 6", 7],
  [167, 168, "0 23 28 * *", 31],
  [200, 201, "0 11 6 2-12/2 *", 62],
])("turn %i of %i: %s", (index, count, schedule, everyDays) => {
  expect(drillTurn(index, count)).toEqual({ schedule, everyDays });
});

test("what a drill left is deleted a quarter of an hour before the next begins", () => {
  expect(drillClearing).toBe("45 2,6,10,14,18,22 * * *");
});

test("cells of different sizes share the room of the largest", () => {
  const { databases, drill } = planEnvironment(shared);
  const largest = Math.max(...Object.values(databases).map(({ storage }) => storage.value));
  expect(drill?.storage.value).toBe(largest);
});
