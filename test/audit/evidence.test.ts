import { allChecks, auditEnvironment, type Check } from "../../audit";
import { pen } from "../../audit/check";
import { factsAfter } from "./fixture/facts-after";
import { inObject, nothing } from "./fixture/output";

const facts = factsAfter(nothing);
const check = (id: string, judge: Check["judge"]): Check => ({
  id,
  title: `title of ${id}`,
  controls: ["A.8.9"],
  judge,
});
const { pass, fail, undecided } = pen("mixed");
const finding = { where: "spec.x", value: 3, why: "is too large", wayOut: "use 2" };

test("counts passes, and keeps failures, open questions and notes", () => {
  const mixed = check("mixed", () => [
    pass("a"),
    pass("b", "by exception"),
    fail("c", finding),
    undecided("d", finding),
  ]);
  const evidence = auditEnvironment(facts, [mixed]);
  expect(evidence).toEqual({
    format: "bestek.evidence/1",
    environment: "proef",
    checks: [
      {
        id: "mixed",
        title: "title of mixed",
        controls: ["A.8.9"],
        examined: 4,
        passed: 2,
        failures: [{ object: "c", message: "spec.x: 3 is too large; use 2" }],
        undecided: [{ object: "d", message: "spec.x: 3 is too large; use 2" }],
        notes: [{ object: "b", message: "by exception" }],
      },
    ],
    totals: { checks: 1, examined: 4, passed: 2, failed: 1, undecided: 1, notes: 1 },
  });
});

test("nothing examined is undecided, never passed", () => {
  const { checks, totals } = auditEnvironment(facts, [check("empty", () => [])]);
  expect(checks[0]).toMatchObject({
    examined: 0,
    passed: 0,
    undecided: [{ message: expect.stringContaining("nothing to judge") }],
  });
  expect(totals.undecided).toBe(1);
});

test("a check that does not apply is left out, and does not read as passed", () => {
  const never: Check = { ...check("never", () => [pass("a")]), applies: () => false };
  expect(auditEnvironment(facts, [never])).toMatchObject({ checks: [], totals: { checks: 0, passed: 0 } });
});

test.each(allChecks.filter(({ applies }) => applies === undefined).map((one) => [one.id, one] as const))(
  "%s has nothing to say about no files, and says so",
  (_, one) => {
    const { plan } = facts;
    const empty = {
      ...facts,
      terraform: {},
      kubernetes: {},
      charts: {},
      releases: {},
      footprints: {},
      plan: { ...plan, sites: {}, namespaces: {}, podSets: {}, flows: {} },
    };
    const [evidence] = auditEnvironment(empty, [one]).checks;
    expect(evidence).toMatchObject({ examined: 0, passed: 0, failures: [] });
    expect(evidence?.undecided).toHaveLength(1);
  },
);

test("a check that throws has failed", () => {
  const broken = check("broken", () => {
    throw new Error("it met a unicorn");
  });
  const [evidence] = auditEnvironment(facts, [broken]).checks;
  expect(evidence?.failures).toEqual([
    { object: "proef", message: expect.stringContaining("check broken: could not finish: it met a unicorn") },
  ]);
});

test("a selector that Kubernetes would refuse fails the check instead of passing", () => {
  const odd = factsAfter(
    inObject("gra11/foundation/policy-db", ["spec", "podSelector"], {
      matchExpressions: [{ key: "app", operator: "Like", values: ["db"] }],
    }),
  );
  const evidence = auditEnvironment(odd).checks.find(({ id }) => id === "zone-matrix");
  expect(evidence?.failures[0]?.message).toContain('label selectors have no operator "Like"');
});

test("the same facts give the same bytes", () => {
  expect(JSON.stringify(auditEnvironment(factsAfter(nothing)))).toBe(JSON.stringify(auditEnvironment(facts)));
});

test("facts survive the way through JSON", () => {
  const again: unknown = JSON.parse(JSON.stringify(facts));
  expect(again).toEqual(facts);
});
