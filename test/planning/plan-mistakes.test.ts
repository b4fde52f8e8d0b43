import { quantity, type Derived, type Plan } from "bestek";
import { planEnvironment, planMistakes } from "../../planning";
import { municipality } from "./sample-environments";

const plan = planEnvironment(municipality());

const number = (changes: Partial<Derived>): Derived => ({
  ...quantity(1, "1"),
  rule: "test",
  from: ["facts.users"],
  because: "entered by this test",
  ...changes,
});

/** The plan with numbers of the test's own among the loads. */
const withLoads = (loads: Readonly<Record<string, Derived>>): Plan => ({ ...plan, load: { ...plan.load, ...loads } });

const mistakes = (loads: Readonly<Record<string, Derived>>): readonly string[] =>
  planMistakes(withLoads(loads)).map(({ where, why }) => `${where} ${why}`);

describe("a plan that does not explain itself is caught", () => {
  test("the plan itself has no mistake, nor has a sound number more", () => {
    expect(planMistakes(plan)).toEqual([]);
    expect(mistakes({ sound: number({}) })).toEqual([]);
  });

  test("an input that leads nowhere", () => {
    expect(mistakes({ x: number({ from: ["facts.usres"] }) })).toEqual(["load.x.from leads nowhere"]);
  });

  test("an input that is a branch and no number", () => {
    expect(mistakes({ x: number({ from: ["services.mail"] }) })).toEqual(["load.x.from leads nowhere"]);
  });

  test("a number from nothing", () => {
    expect(mistakes({ x: number({ from: [] }) })).toEqual(["load.x is computed from nothing and has no source"]);
  });

  test("a figure without a source, or with an empty one", () => {
    expect(mistakes({ x: number({ rule: "figure", from: [] }) })).toHaveLength(1);
    expect(
      mistakes({ x: number({ rule: "figure", from: [], source: { kind: "estimate", ref: "", date: "2026" } }) }),
    ).toHaveLength(1);
  });

  test("numbers that lead back to themselves, alone or through others", () => {
    expect(mistakes({ x: number({ from: ["load.x"] }) })).toEqual(["load.x leads back to itself"]);
    expect(
      mistakes({
        x: number({ from: ["load.y"] }),
        y: number({ from: ["load.z"] }),
        z: number({ from: ["facts.users", "load.x"] }),
        after: number({ from: ["load.x"] }),
      }),
    ).toEqual(["load.x leads back to itself", "load.y leads back to itself", "load.z leads back to itself"]);
  });

  test("a removed figure, named by everything that was computed from it", () => {
    const { "mail-stalwart-users-per-replica": removed, ...figures } = plan.figures;
    expect(removed).toBeDefined();
    expect(planMistakes({ ...plan, figures }).map(({ where, value }) => [where, value])).toEqual([
      ["services.mail.workloads.stalwart.replicas.from", "figures.mail-stalwart-users-per-replica"],
    ]);
  });
});
