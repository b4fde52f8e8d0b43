import { auditEnvironment, type Evidence } from "../audit";
import { describeFindings, describeTotals } from "./findings";
import type { Outcome } from "./outcome";
import { readSynthesis, type SynthesisFolders } from "./read-synthesis";

export type AuditRequest = SynthesisFolders;

/** Judges what stands in the output folders now, whoever wrote or changed it, and writes nothing. */
export function audit(request: AuditRequest): Outcome<Evidence> {
  const evidence = auditEnvironment(readSynthesis(request));
  return {
    exitCode: evidence.totals.failed > 0 ? 1 : 0,
    data: evidence,
    lines: [`▸ ${request.environment}`, ...describeFindings(evidence, Infinity), describeTotals(evidence)],
  };
}
