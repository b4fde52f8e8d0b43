import { indent } from "../table";
import type { DriftReport } from "./index";

/** Drift for people: what differs, what could not be read, and what was left out on purpose. */
export function describeDrift(report: DriftReport, foreignCharts: number): readonly string[] {
  const { environment, differences, unknown, ignored, compared } = report;
  return [
    `▸ ${environment}: ${String(compared)} resources and objects compared`,
    ...(report.standIn
      ? ["! no evidence: plans were made with stand-ins that only know the providers' schemas, without an account"]
      : []),
    ...differences.flatMap(({ object, where, wanted, found, why }) => [
      `✖ ${object}${where === undefined ? "" : ` ${where}`} ${why}`,
      ...(wanted === undefined && found === undefined
        ? []
        : [`  synthesized: ${write(wanted)}`, `  running:     ${write(found)}`]),
    ]),
    ...unknown.map(({ what, why }) => `! ${what}: unknown, ${why}`),
    ...indent(owners(ignored)),
    ...(foreignCharts === 0
      ? []
      : [`  not compared: objects of ${String(foreignCharts)} releases of others' charts, which no file shows`]),
    differences.length > 0
      ? `✖ ${String(differences.length)} differences`
      : unknown.length > 0
        ? `! nothing differs among what could be read; ${String(unknown.length)} unknown`
        : report.standIn
          ? "! nothing differs, as far as stand-ins can tell"
          : "✔ everything runs as it was synthesized",
  ];
}

/** Differences that are no drift, counted by whose they are. */
function owners(ignored: DriftReport["ignored"]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { why } of ignored) counts.set(why, (counts.get(why) ?? 0) + 1);
  return [...counts.entries()].sort().map(([why, count]) => `left out ${String(count)}: ${why}`);
}

const write = (value: unknown): string => {
  if (value === undefined) return "nothing";
  const text = JSON.stringify(value);
  return text.length > 120 ? `${text.slice(0, 117)}...` : text;
};
