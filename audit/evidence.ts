import { allChecks } from "./checks/all-checks";
import { pen, type Check, type Verdict } from "./check";
import type { Facts } from "./facts";

/** What a reader must look at. */
export interface EvidenceLine {
  readonly object: string;
  readonly message: string;
}

export interface CheckEvidence {
  readonly id: string;
  readonly title: string;
  /** Annex A controls of ISO/IEC 27001:2022 that the check speaks for, in part. */
  readonly controls: readonly string[];
  /** Judgements made: passed, failed and undecided together. */
  readonly examined: number;
  readonly passed: number;
  readonly failures: readonly EvidenceLine[];
  readonly undecided: readonly EvidenceLine[];
  /** What passed by a declared exception, with its reason. */
  readonly notes: readonly EvidenceLine[];
}

/** What the checks found. It speaks of files, so it proves design, never operation. */
export interface Evidence {
  readonly format: "bestek.evidence/1";
  readonly environment: string;
  readonly checks: readonly CheckEvidence[];
  readonly totals: {
    readonly checks: number;
    readonly examined: number;
    readonly passed: number;
    readonly failed: number;
    readonly undecided: number;
    readonly notes: number;
  };
}

/** Runs every check over the facts that it applies to. Nothing examined is undecided, and a check that throws has failed. */
export function auditEnvironment(facts: Facts, checks: readonly Check[] = allChecks): Evidence {
  const results = checks
    .filter(({ applies }) => applies === undefined || applies(facts))
    .map((check) => evidenceOf(check, facts));
  const sum = (count: (evidence: CheckEvidence) => number): number =>
    results.reduce((total, evidence) => total + count(evidence), 0);
  return {
    format: "bestek.evidence/1",
    environment: facts.environment,
    checks: results,
    totals: {
      checks: results.length,
      examined: sum(({ examined }) => examined),
      passed: sum(({ passed }) => passed),
      failed: sum(({ failures }) => failures.length),
      undecided: sum(({ undecided }) => undecided.length),
      notes: sum(({ notes }) => notes.length),
    },
  };
}

function evidenceOf(check: Check, facts: Facts): CheckEvidence {
  const verdicts = judged(check, facts);
  const failures: EvidenceLine[] = [];
  const undecided: EvidenceLine[] = [];
  const notes: EvidenceLine[] = [];
  let passed = 0;
  for (const verdict of verdicts) {
    switch (verdict.outcome) {
      case "pass":
        passed += 1;
        if (verdict.note !== undefined) notes.push({ object: verdict.object, message: verdict.note });
        break;
      case "fail":
        failures.push({ object: verdict.object, message: verdict.message });
        break;
      case "undecided":
        undecided.push({ object: verdict.object, message: verdict.message });
        break;
    }
  }
  return {
    id: check.id,
    title: check.title,
    controls: check.controls,
    examined: verdicts.length,
    passed,
    failures,
    undecided:
      verdicts.length === 0
        ? [{ object: facts.environment, message: "nothing to judge: no object of the check's kind was found" }]
        : undecided,
    notes,
  };
}

function judged(check: Check, facts: Facts): readonly Verdict[] {
  try {
    return check.judge(facts);
  } catch (error) {
    return [
      pen(check.id).fail(facts.environment, {
        where: `check ${check.id}`,
        why: `could not finish: ${error instanceof Error ? error.message : String(error)}`,
        wayOut: "correct the object that it met, or report the check",
      }),
    ];
  }
}
