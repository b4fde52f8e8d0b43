import {
  describe,
  failures,
  isDecided,
  type Decided,
  type Failure,
  type FailurePlan,
  type Mistake,
  type RecoveryPlan,
} from "../language";
import { table } from "./table";

const titles: Readonly<Record<Failure, string>> = {
  pod: "a pod or a node dies",
  datacentre: "a data centre is lost",
  region: "the site is lost",
  mistake: "somebody deletes what was right",
  ransomware: "an attacker holds the clusters",
};

/** What each failure costs, store by store, next to what is promised. */
export const describeRecovery = ({ failures: planned, cold }: RecoveryPlan): readonly string[] => [
  ...failures.flatMap((failure) => describeFailure(titles[failure], planned[failure])),
  ...describeCold(cold),
];

/** Copies that are read when nothing else is left, and how long that takes. */
const describeCold = (cold: RecoveryPlan["cold"]): readonly string[] => [
  "the last copy of the databases is all that is left: no time is promised",
  ...table(
    [{ title: "copy" }, { title: "read back after", align: "right" }, { title: "because" }],
    Object.entries(cold).map(([name, { restore, because }]) => [
      name,
      describe(restore),
      `${because}; ${restore.because}`,
    ]),
  ),
];

function describeFailure(title: string, { promise, loss, downtime }: FailurePlan): readonly string[] {
  return [
    `${title}: loss ${promised(promise.loss)}, time ${promised(promise.downtime)}`,
    ...table(
      [
        { title: "store" },
        { title: "lost", align: "right" },
        { title: "back after", align: "right" },
        { title: "because" },
      ],
      Object.entries(loss).map(([store, lost]) => [store, known(lost), knownOf(downtime[store]), lost.because]),
    ),
    "",
  ];
}

const promised = (number: Decided<"s"> | undefined): string =>
  number === undefined || !isDecided(number) ? "not promised" : `at most ${describe(number)}`;

const known = (value: Decided<"s">): string => (isDecided(value) ? describe(value) : "unknown");

const knownOf = (value: Decided<"s"> | undefined): string => (value === undefined ? "" : known(value));

/** Promises that the numbers above don't keep; synthesis refuses the environment with the same words. */
export const describeMistakes = (mistakes: readonly Mistake[]): readonly string[] =>
  mistakes.flatMap(({ where, value, why, wayOut }) => [
    `✖ ${where}: ${typeof value === "string" ? `${value} ` : ""}${why}`,
    `  → ${wayOut}`,
  ]);
