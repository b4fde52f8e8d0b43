import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { auditEnvironment, collectFacts, type Evidence } from "../audit";
import { environmentFolder, environmentsIn, planFile } from "../output";
import { describeFindings, describeTotals } from "./findings";
import type { Outcome } from "./outcome";
import { WrongUse } from "./wrong-use";

export interface AuditRequest {
  readonly workingFolder: string;
  readonly environment: string;
  /** Folder of plans, charts and evidence. */
  readonly out: string;
  /** Folder that cdktf deploys from. */
  readonly cdktfOut: string;
}

/** Judges what stands in the output folders now, whoever wrote or changed it, and writes nothing. */
export function audit({ workingFolder, environment, ...folders }: AuditRequest): Outcome<Evidence> {
  const out = resolve(workingFolder, folders.out);
  if (!existsSync(planFile(out, environment))) throw new WrongUse(nothingWritten(environment, folders.out, out));
  const evidence = auditEnvironment(
    collectFacts({
      terraform: resolve(workingFolder, folders.cdktfOut),
      output: environmentFolder(out, environment),
      environment,
    }),
  );
  return {
    exitCode: evidence.totals.failed > 0 ? 1 : 0,
    data: evidence,
    lines: [`▸ ${environment}`, ...describeFindings(evidence, Infinity), describeTotals(evidence)],
  };
}

function nothingWritten(environment: string, written: string, out: string): string {
  const known = environmentsIn(out);
  return [
    `${written} holds no output of environment "${environment}"`,
    known.length === 0 ? `write it first: bestek synth ${environment}` : `it holds: ${known.join(", ")}`,
  ].join("\n  ");
}
