import { helmCharts } from "../../catalog";
import type { ChartValues, HelmChart } from "../../language";
import { pen, type Check, type Verdict } from "../check";
import { suppliedCharts, type SuppliedChart } from "../supply";

const id = "chart-values";
const ours = pen(id);

/** A path that a chart does not know is ignored without a word: what nobody looked up in the chart is undecided. */
export const chartValues: Check = {
  id,
  title: "What is set of other publishers' charts was looked up in the chart; what was not is unverified",
  controls: ["A.5.21", "A.8.9"],
  applies: (facts) => suppliedCharts(facts).length > 0,
  judge: (facts) =>
    suppliedCharts(facts).map((chart): Verdict => {
      const object = `chart/${chart.name} ${chart.version}`;
      const values = known(chart);
      switch (values.kind) {
        case "read":
          return ours.pass(object);
        case "unverified":
          return ours.undecided(object, {
            where: "values",
            why: `are unverified: the chart ${values.why}`,
            wayOut: "look up each path in the chart's values at this version, and say so in the catalogue",
          });
      }
    }),
};

function known({ name, version }: SuppliedChart): ChartValues {
  const pinned: readonly HelmChart[] = Object.values(helmCharts);
  const named = pinned.filter((chart) => chart.name === name);
  const exact = named.find((chart) => chart.version === version);
  if (exact !== undefined) return exact.values;
  const why =
    named.length === 0
      ? "is not of the catalogue"
      : `was read at ${named.map((chart) => chart.version).join(", ")} and is installed at another version`;
  return { kind: "unverified", why };
}
