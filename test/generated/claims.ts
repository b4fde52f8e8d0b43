import fc from "fast-check";
import type { EnvironmentFacts, Mistake, Refusal } from "bestek";
import { attempt, refusalOf, type Verdict } from "./attempt";
import { follow } from "./cure";
import { pages } from "./pages";

/** Pages that each of the four files tries: 300 together, unless somebody wants others. */
const pagesPerFile = Number(process.env["BESTEK_GENERATED_PAGES"] ?? 75);

/** Of fewer pages nobody can say how many in a hundred are synthesized; one is, at least. */
const hundreds = 50;

/** An architect gives up after as many refusals of one page. */
const patience = 8;

/** Reading, writing and auditing a hundred environments; nothing is asserted on it. */
const limit = 30 * 60_000;

interface Tried {
  readonly page: EnvironmentFacts;
  readonly verdict: Verdict;
}

/** What is claimed of every page of facts; the seed names the pages, so that what fails once fails again. */
export function claims(seed: number): void {
  const tried: Tried[] = [];
  beforeAll(() => {
    for (const page of fc.sample(pages, { numRuns: pagesPerFile, seed })) tried.push({ page, verdict: attempt(page) });
  }, limit);

  test("what is synthesized passes its audit, what is refused says where, why, and the way out", () => {
    expect(tried).toHaveLength(pagesPerFile);
    expect(
      tried.flatMap(({ page, verdict }) => faultsOf(verdict).map((fault) => `${inWords(page)}: ${fault}`)),
    ).toEqual([]);
  });

  test("at least 60 in a hundred are synthesized, and one where few are tried", () => {
    const synthesized = tried.filter(({ verdict }) => verdict.kind === "synthesized");
    expect(synthesized.length).toBeGreaterThanOrEqual(pagesPerFile < hundreds ? 1 : pagesPerFile * 0.6);
  });

  test(
    "making the change that a refusal names cures it",
    () => {
      const refused = tried.flatMap(({ page, verdict }) =>
        verdict.kind === "refused" ? [{ page, refusal: verdict.refusal }] : [],
      );
      expect(refused.length).toBeGreaterThan(0);
      expect(
        refused.flatMap(({ page, refusal }) => illnessOf(page, refusal).map((ill) => `${inWords(page)}: ${ill}`)),
      ).toEqual([]);
    },
    limit,
  );
}

/** A page in a line, for whoever reads a failure. */
const inWords = ({ site, recovery, tenancy, suite }: EnvironmentFacts): string =>
  [
    site.kind,
    site.kind === "existing" ? site.name : site.region,
    recovery.kind,
    tenancy.kind,
    Object.keys(suite.services).join("+"),
  ].join(" ");

function faultsOf(verdict: Verdict): readonly string[] {
  switch (verdict.kind) {
    case "synthesized":
      return verdict.evidence.checks.flatMap(({ id, failures }) =>
        failures.map(({ object, message }) => `${id}: ${object}: ${message}`),
      );
    case "refused":
      return verdict.refusal.mistakes.length === 0
        ? ["refused without a mistake"]
        : verdict.refusal.mistakes.filter(isMute).map((mistake) => `mute: ${JSON.stringify(mistake)}`);
  }
}

const isMute = ({ where, why, wayOut }: Mistake): boolean => [where, why, wayOut].some((words) => words.trim() === "");

/** Why following every way out does not lead to files; empty where it does. */
function illnessOf(page: EnvironmentFacts, first: Refusal): readonly string[] {
  let facts = page;
  let refusal: Refusal | undefined = first;
  for (let refusals = 0; refusal !== undefined; refusals++) {
    if (refusals === patience) return [`still refused: ${refusal.message}`];
    const cure = follow(facts, refusal);
    if (cure.unread.length > 0)
      return cure.unread.map(({ where, why, wayOut }) => `${where}: ${why}: nobody can follow "${wayOut}"`);
    facts = cure.facts;
    refusal = refusalOf(facts);
  }
  return [];
}
