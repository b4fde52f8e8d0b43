import type { Facts } from "./facts";
import type { Json } from "./facts/json";

export type Outcome = "pass" | "fail" | "undecided";

/** What one check says of one object. */
export type Verdict =
  | {
      readonly check: string;
      /** Id of a Terraform block, a Kubernetes object, a flow or a path, as in the facts. */
      readonly object: string;
      readonly outcome: "pass";
      /** Set where it passes by a declared exception: which one, and why. */
      readonly note?: string;
    }
  | {
      readonly check: string;
      readonly object: string;
      readonly outcome: "fail" | "undecided";
      /** Where, what stands there, why it can't be, and the way out. */
      readonly message: string;
    };

/** One judgement over the synthesized files. */
export interface Check {
  readonly id: string;
  readonly title: string;
  /** Annex A controls of ISO/IEC 27001:2022 that the check speaks for. */
  readonly controls: readonly string[];
  readonly judge: (facts: Facts) => readonly Verdict[];
  /** Whether there is anything of the kind in an environment. Default: always. */
  readonly applies?: (facts: Facts) => boolean;
}

/** What is wrong, or unknown, about an object. */
export interface Finding {
  /** Dotted path inside the object, or the part of the output to look at. */
  readonly where: string;
  /** As it stands in the file; left out where something is missing, and where it must not be repeated. */
  readonly value?: Json;
  readonly why: string;
  readonly wayOut: string;
}

/** Writes verdicts in the name of one check. */
export interface Pen {
  readonly pass: (object: string, note?: string) => Verdict;
  readonly fail: (object: string, finding: Finding) => Verdict;
  readonly undecided: (object: string, finding: Finding) => Verdict;
  /** One verdict for an object: its failures, or else what is undecided, or else that it passes. */
  readonly sum: (object: string, findings: Findings, note?: string) => readonly Verdict[];
}

export interface Findings {
  readonly failures: readonly Finding[];
  readonly undecided?: readonly Finding[];
}

export function pen(check: string): Pen {
  const pass = (object: string, note?: string): Verdict => ({
    check,
    object,
    outcome: "pass",
    ...(note === undefined ? {} : { note }),
  });
  const fail = (object: string, finding: Finding): Verdict => ({
    check,
    object,
    outcome: "fail",
    message: write(finding),
  });
  const undecided = (object: string, finding: Finding): Verdict => ({
    check,
    object,
    outcome: "undecided",
    message: write(finding),
  });
  return {
    pass,
    fail,
    undecided,
    sum: (object, { failures, undecided: open = [] }, note) => {
      const verdicts = [
        ...failures.map((finding) => fail(object, finding)),
        ...open.map((finding) => undecided(object, finding)),
      ];
      return verdicts.length === 0 ? [pass(object, note)] : verdicts;
    },
  };
}

/** `where: "value" why; way out`, in one line. */
function write({ where, value, why, wayOut }: Finding): string {
  const shown = value === undefined ? "" : `${shorten(JSON.stringify(value))} `;
  return `${where}: ${shown}${why}; ${wayOut}`;
}

const shorten = (text: string): string => (text.length > 100 ? `${text.slice(0, 97)}...` : text);
