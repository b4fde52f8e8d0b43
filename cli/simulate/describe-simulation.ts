import type { Scenario, SiteSimulation, Verdict } from "../../simulation";
import { indent, table } from "../table";
import { heatMap } from "./heat-map";
import type { Simulation } from "./index";

const marks: Readonly<Record<Verdict, string>> = { holds: "✔", fails: "✖", unpromised: "!" };
const words: Readonly<Record<Verdict, string>> = {
  holds: "holds",
  fails: "fails",
  unpromised: "not promised by the tier",
};

/** A simulation for people: what holds at each site, what doesn't and why, and how full the nodes are. */
export function describeSimulation({ environment, missing, sites }: Simulation): readonly string[] {
  if (missing.length > 0) {
    return [
      `! ${environment}: not simulated, and so nothing is shown`,
      ...missing.map((why) => `  ${why}`),
      "  install Go (https://go.dev/dl) and let it reach its module proxy once; what is built is kept in the cache folder",
    ];
  }
  return sites.flatMap((site) => [`▸ ${environment} at ${site.site}`, ...describeSite(site)]);
}

function describeSite({ site, scenarios }: SiteSimulation): readonly string[] {
  const [first] = scenarios;
  if (first === undefined) {
    return [`! ${site}: unknown, because nobody says what nodes it has; say so in its facts (nodes)`];
  }
  const fails = scenarios.filter(({ verdict }) => verdict === "fails").length;
  return [
    ...indent(
      table(
        [
          { title: "scenario" },
          { title: "pods", align: "right" },
          { title: "ready", align: "right" },
          { title: "verdict" },
        ],
        scenarios.map(({ title, wanted, ready, verdict }) => [title, String(wanted), String(ready), words[verdict]]),
      ),
    ),
    ...scenarios.flatMap(describeScenario),
    "  requests against what nodes leave to pods, everything as planned:",
    ...indent(heatMap(first.nodes)),
    ...scenarios
      .filter(({ id, verdict }) => id === "peak" || (verdict === "fails" && id !== first.id))
      .flatMap(({ title, nodes }) => [`  ${title}:`, ...indent(heatMap(nodes))]),
    fails > 0
      ? `✖ ${site}: ${String(fails)} of ${String(scenarios.length)} scenarios fail`
      : `✔ ${site}: ${String(scenarios.length)} scenarios show what the plan claims`,
  ];
}

const describeScenario = ({ title, verdict, findings, notes }: Scenario): readonly string[] => [
  ...findings.flatMap(({ where, why, wayOut }) => [`  ${marks[verdict]} ${title}: ${where} ${why}`, `    → ${wayOut}`]),
  ...notes.map((note) => `    ${title}: ${note}`),
];
