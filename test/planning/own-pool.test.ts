import { defineEnvironment, type EnvironmentFacts } from "bestek";
import sample from "../../environments/noveu-eigen";
import { planEnvironment, planMistakes } from "../../planning";

const { facts } = sample;
const { site } = facts;
if (site.kind !== "existing" || site.nodes === undefined) throw new Error("the sample says what its nodes are");
const { nodes } = site;

const planOf = (changes: Partial<EnvironmentFacts>) => planEnvironment(defineEnvironment({ ...facts, ...changes }));
const withNodes = (changes: Partial<typeof nodes>) => planOf({ site: { ...site, nodes: { ...nodes, ...changes } } });

test("nodes that hold what is planned are in the plan, down to the facts", () => {
  const plan = planOf({});
  expect(plan.sites["cellar"]?.pools["general"]).toMatchObject({ machine: "the customer's own", nodes: { value: 9 } });
  expect(plan.sites["cellar"]?.zones.value).toBe(3);
  expect(planMistakes(plan)).toEqual([]);
});

test("without a word on them they stay unknown, and nothing is invented", () => {
  const { nodes: _, ...unsaid } = site;
  const plan = planOf({ site: unsaid });
  expect(plan.sites["cellar"]?.pools).toEqual({});
  expect(plan.sites["cellar"]?.demand.cpu.because).toContain("is not known: say so in its facts (nodes)");
  expect(plan.sites["cellar"]?.demand.cpu.value).toBeLessThan(planOf({}).sites["cellar"]?.demand.cpu.value ?? 0);
});

test.each([
  [{ perZone: 1, cores: 8 }, /site\.nodes\.perZone: 1 is too few: .* runs? out/],
  [{ volumes: 1, perZone: 1 }, /site\.nodes\.perZone: 1 is too few: with 1 in each zone places for volumes run out/],
  [{ memoryGib: 4 }, /site\.nodes: .* hold no pod of [a-z/]+, which asks for/],
])("%j is refused with what to change", (changes, refusal) => {
  expect(() => withNodes(changes)).toThrow(refusal);
});

test("the number that the refusal names is enough", () => {
  const small = { volumes: 1, cores: 15, memoryGib: 60 };
  const needed = /give the cluster (\d+) such nodes/.exec(messageOf(() => withNodes({ ...small, perZone: 1 })))?.[1];
  expect(() => withNodes({ ...small, perZone: Number(needed) })).not.toThrow();
  expect(() => withNodes({ ...small, perZone: Number(needed) - 1 })).toThrow("is too few");
});

function messageOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof Error) return error.message;
  }
  return "";
}
