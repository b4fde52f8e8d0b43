import { pen, type Check, type Finding, type Verdict } from "../../check";
import type { Facts, PlannedFailure } from "../../facts";
import { addressRecords, movingTtl } from "../../recovery/address-records";
import { bucketFacts } from "../../recovery/buckets";
import { databaseFacts } from "../../recovery/databases";
import { probeTimes } from "../../recovery/probes";
import { ownDowntime, type Comeback, type Way } from "./own-downtime";
import type { Recomputed } from "./recomputed";

const id = "recovery-downtime";
const ours = pen(id);

/**
 * How long people wait after each failure, recomputed and held against the plan and the promise. What files show is taken from them:
 * how long probes wait, how long a database may take to stop, how much log piles up, how long names are remembered. What no file shows is
 * taken as declared, and said so.
 */
export const recoveryDowntime: Check = {
  id,
  title: "How long each failure keeps people waiting, recomputed from the files, is what the plan says and promises",
  controls: ["A.5.29", "A.5.30", "A.8.14"],
  judge: (facts) => {
    // The plan's own words are no evidence: without files nothing is recomputed.
    if (Object.keys(facts.kubernetes).length === 0) return [];
    const comeback: Comeback = { facts, databases: databaseFacts(facts), buckets: bucketFacts(facts) };
    return Object.entries(facts.plan.recovery.failures).flatMap(([failure, planned]) => {
      const steps = stepsOf(facts, planned);
      const way = wayOf(planned, comeback);
      return Object.keys(planned.downtime).flatMap((store) => {
        const all: readonly Step[] = [...steps, [store, ownDowntime(store, way, comeback)]];
        return compare(failure, store, planned, { files: sum(all), note: declaredIn(all) });
      });
    });
  },
};

/** A failure that nobody has to decide about heals by itself; otherwise the site that follows takes over where there is one. */
function wayOf({ steps }: PlannedFailure, { databases }: Comeback): Way {
  if (steps["decide"] === undefined) return "heals";
  return steps["fence"] !== undefined && databases.some(({ writes }) => !writes) ? "other-site" : "restored";
}

type Step = readonly [name: string, time: Recomputed];

function stepsOf(facts: Facts, { steps }: PlannedFailure): readonly Step[] {
  const { noticed, started } = probeTimes(facts);
  const ttl = addressRecords(facts).reduce((longest, record) => Math.max(longest, record.ttl), movingTtl);
  const healing = steps["decide"] === undefined;
  return Object.entries(steps).map(([name, planned]): Step => {
    if (planned.kind === "unknown") return [name, { kind: "unknown", because: planned.because }];
    const { seconds } = planned;
    switch (name) {
      case "detect":
        return [name, atLeast(seconds, healing ? noticed.seconds : 0, `until probes of ${noticed.object} give up`)];
      case "applications":
        return [name, atLeast(seconds, healing ? 0 : started.seconds, `that ${started.object} may take to start`)];
      case "dns":
        return [
          name,
          ttl > movingTtl
            ? {
                kind: "known",
                seconds: seconds + ttl - movingTtl,
                because: `${String(seconds)} s for names that are remembered ${String(movingTtl)} s, and these are ${String(ttl)} s`,
              }
            : declared(seconds),
        ];
      default:
        return [name, declared(seconds)];
    }
  });
}

const declared = (seconds: number): Recomputed => ({
  kind: "known",
  seconds,
  because: `${String(seconds)} s as declared`,
  declared: true,
});

/** A declared time, unless the files grant more. */
const atLeast = (planned: number, granted: number, because: string): Recomputed =>
  granted > planned
    ? { kind: "known", seconds: granted, because: `${String(granted)} s ${because}` }
    : declared(planned);

function sum(steps: readonly Step[]): Recomputed {
  let seconds = 0;
  const words: string[] = [];
  for (const [name, time] of steps) {
    if (time.kind !== "known") return { kind: "unknown", because: `${name}: ${time.because}` };
    seconds += time.seconds;
    if (time.seconds > 0) words.push(`${name}: ${time.because}`);
  }
  return { kind: "known", seconds, because: words.join("; ") };
}

/** Which parts of a sum no file shows; the audit prints it where the sum passes. */
function declaredIn(steps: readonly Step[]): string | undefined {
  const names = steps.flatMap(([name, time]) =>
    time.kind === "known" && time.declared === true && time.seconds > 0 ? [`${name} ${String(time.seconds)} s`] : [],
  );
  return names.length === 0 ? undefined : `taken as declared, because no file shows it: ${names.join(", ")}`;
}

/** A time that the plan leaves open is held against a promise alone: where none is made, nothing is claimed. */
function compare(
  failure: string,
  store: string,
  planned: PlannedFailure,
  { files, note }: { readonly files: Recomputed; readonly note: string | undefined },
): readonly Verdict[] {
  const path = `recovery.failures.${failure}.downtime.${store}`;
  const time = planned.downtime[store];
  const { promisedDowntime: promised } = planned;
  const at = (finding: Omit<Finding, "where">): Finding => ({ where: path, ...finding });
  const wayOut = "synthesize the environment again; where it stays, plan and constructs disagree: report it";
  if (time === undefined) return [];
  if (time.kind === "unknown") {
    return promised === undefined
      ? []
      : [
          ours.undecided(
            path,
            at({
              why: `is left open by the plan: ${time.because}`,
              wayOut: "measure it in a drill, or accept it by name",
            }),
          ),
        ];
  }
  if (files.kind !== "known") {
    return [
      ours.undecided(
        path,
        at({ why: `can't be recomputed: ${files.because}`, wayOut: "write what is missing into the files" }),
      ),
    ];
  }
  if (files.seconds !== time.seconds) {
    return [
      ours.fail(
        path,
        at({ value: time.seconds, why: `is ${String(files.seconds)} s by the files: ${files.because}`, wayOut }),
      ),
    ];
  }
  return promised !== undefined && files.seconds > promised
    ? [
        ours.fail(
          path,
          at({
            value: files.seconds,
            why: `breaks the promise of ${String(promised)} s: ${files.because}`,
            wayOut: "choose a tier that promises less, or one with a standby",
          }),
        ),
      ]
    : [ours.pass(path, note)];
}
