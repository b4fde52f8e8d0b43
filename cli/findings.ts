import type { CheckEvidence, Evidence, EvidenceLine } from "../audit";

/**
 * What an audit found, grouped by check: failures first, then what nobody can decide. Of each group at most `most`
 * findings are printed; the evidence holds them all.
 */
export function describeFindings({ checks }: Evidence, most: number): readonly string[] {
  return [
    ...checks.flatMap((check) => group("✖", check, check.failures, "failed", most)),
    ...checks.flatMap((check) => group("!", check, check.undecided, "undecided", most)),
  ];
}

function group(
  mark: string,
  { id, title }: CheckEvidence,
  lines: readonly EvidenceLine[],
  word: string,
  most: number,
): readonly string[] {
  if (lines.length === 0) return [];
  const rest = lines.length - most;
  return [
    `${mark} ${id}: ${String(lines.length)} ${word} (${title})`,
    ...lines.slice(0, most).flatMap(({ object, message }) => [`  ${object}`, `    ${message}`]),
    ...(rest > 0 ? [`  and ${String(rest)} more, in evidence.json`] : []),
  ];
}

/** One line that sums up an audit. */
export function describeTotals({ totals }: Evidence): string {
  const mark = totals.failed > 0 ? "✖" : totals.undecided > 0 ? "!" : "✔";
  return `${mark} ${String(totals.checks)} checks: ${String(totals.passed)} passed, ${String(totals.failed)} failed, ${String(totals.undecided)} undecided, ${String(totals.notes)} by declared exception`;
}
