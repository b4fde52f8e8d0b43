import { allChecks } from "../../../audit/checks/all-checks";
import { journal } from "../../../audit/checks/journal";
import type { Facts } from "../../../audit";
import eigen from "../../../environments/noveu-eigen";
import noord from "../../../environments/noveu-noord";
import oost from "../../../environments/noveu-oost";
import west from "../../../environments/noveu-west";
import { defineEnvironment, shared, type EnvironmentFacts } from "../../../environments/schema";
import { noveu } from "../../../index";
import { written } from "../../harness/written";

/** Kong keeps port 443 for the web, so that calls stay away everywhere. */
const suite = noveu({
  mail: { journal: { kind: "kept", years: 7 } },
  chat: { calls: { kind: "none" } },
});

/** The same page with a journal, whose loss with a region somebody accepts where it must be. */
function keeping(facts: EnvironmentFacts): Facts {
  const { recovery } = facts;
  const accepts = [
    ...(recovery.kind === "backup-restore" ? [] : (recovery.accepts ?? [])),
    { store: "bucket-journal", by: "information security officer", on: "2026-11-22" },
  ];
  return written(
    defineEnvironment({
      ...facts,
      suite,
      recovery: recovery.kind === "backup-restore" ? recovery : { ...recovery, accepts },
    }),
  ).facts;
}

const fewSchools = (): EnvironmentFacts => ({
  ...west.facts,
  tenancy: shared({
    customer: "Scholendienst West",
    domain: "west.example.eu",
    cells: 1,
    tenants: {
      eik: { customer: "Eik", domain: "eik.example.eu", users: 55 },
      iep: { customer: "Iep", domain: "iep.example.eu", users: 120 },
    },
  }),
});

test.each([
  ["Azure", () => keeping(noord.facts), 1],
  ["a cluster of one's own", () => keeping(eigen.facts), 1],
  ["Garage, Kafka, Vault and Linkerd", () => keeping(oost.facts), 1],
  ["two tenants at AWS", () => keeping(fewSchools()), 2],
])("%s: no check finds a fault in a page with a journal", (_, facts, journals) => {
  const judged = facts();
  const failed = allChecks
    // What a synthesis writes beside the stacks is not written here.
    .filter(({ id }) => id !== "mirror")
    .filter(({ applies }) => applies === undefined || applies(judged))
    .flatMap((check) => check.judge(judged))
    .flatMap((verdict) =>
      verdict.outcome === "fail" ? [`${verdict.check} ${verdict.object}: ${verdict.message}`] : [],
    );
  expect(failed).toEqual([]);
  const verdicts = journal.judge(judged).filter(({ object }) => object.startsWith("records.buckets."));
  expect(verdicts).toHaveLength(journals);
  expect(journal.judge(judged).some(({ object }) => /\/(?:TCPRoute|TCPIngress)\//.test(object))).toBe(true);
});
