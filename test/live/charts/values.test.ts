import { readFileSync } from "node:fs";
import { join } from "node:path";
import { listAt, textAt, toJson } from "../../../audit/facts/json";
import { helmCharts } from "../../../catalog";
import type { HelmChart } from "../../../language";
import { atHand, readChart } from "../../constructs/platform/releases-chart-files";
import { isTree } from "../../constructs/platform/releases-synthesis";
import { judge } from "../../constructs/platform/releases-unknown-paths";
import { synthesizedEnvironments, synthesizedFacts, synthesizedFolders } from "../harness/synthesized";

const pinned: readonly HelmChart[] = Object.values(helmCharts);
const named = ({ name, version }: HelmChart): string => `${name} ${version}`;

interface ThirdParty {
  readonly id: string;
  readonly chart: string;
  readonly version: string;
  readonly values: readonly unknown[];
}

/** Every release of a chart that somebody else publishes. */
const thirdParties: readonly ThirdParty[] = synthesizedEnvironments().flatMap((environment) =>
  Object.entries(synthesizedFacts(environment).releases).flatMap(([id, { chart, version, values, unreadValues }]) => {
    if (version === undefined) return [];
    if (unreadValues.length > 0) throw new Error(`${id} has values that only Terraform can tell`);
    return [{ id, chart, version, values }];
  }),
);

/** Versions that the catalogue says nobody here has read: what is set for them is unverified, and the audit says so. */
const unverified = pinned.filter(({ values }) => values.kind === "unverified").map(named);

const verified = thirdParties.filter(({ chart, version }) => !unverified.includes(`${chart} ${version}`));

/** What the evidence of each environment calls unverified. */
const reported = synthesizedEnvironments().flatMap((environment) => {
  const evidence = toJson(
    JSON.parse(readFileSync(join(synthesizedFolders(environment).output, "evidence.json"), "utf8")),
  );
  const check = listAt(evidence, "checks").find((each) => textAt(each, "id") === "chart-values");
  return listAt(check, "undecided").map((line) => (textAt(line, "object") ?? "").replace(/^chart\//, ""));
});

/** Printed whole as the pods' annotations, beside the defaults that stand there. */
const annotations = "deployment.pod.annotations.";

const unknown = (releases: readonly ThirdParty[]): readonly string[] =>
  releases.flatMap(({ id, chart, values }) =>
    values.filter(isTree).flatMap((own) =>
      judge(chart, own, readChart(chart))
        .filter((path) => chart !== "gateway-helm" || !path.startsWith(annotations))
        .map((path) => `${id}: ${path}`),
    ),
  );

describe("values of other publishers' charts, as synthesized", () => {
  test(`${String(verified.length)} of ${String(thirdParties.length)} releases set no path that their chart does not know`, () => {
    expect(thirdParties).not.toEqual([]);
    expect(unknown(verified)).toEqual([]);
  });

  test("the catalogue says of every chart whether it was read, and those that were not the output lists as unverified", () => {
    const unread = pinned.filter(({ name, version }) => !(atHand(name) && readChart(name).version === version));
    expect(unread.map(named)).toEqual(unverified);
    const installed = new Set(thirdParties.map(({ chart, version }) => `${chart} ${version}`));
    expect(new Set(reported)).toEqual(new Set(unverified.filter((chart) => installed.has(chart))));
  });

  test("a misspelt path is caught", () => {
    const spoilt = verified.slice(0, 1).map((release) => ({ ...release, values: [{ replicaCountt: 3 }] }));
    expect(unknown(spoilt)).toHaveLength(spoilt.length);
  });
});
