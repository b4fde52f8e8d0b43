import { atHand, readChart } from "../../constructs/platform/releases-chart-files";
import { isTree } from "../../constructs/platform/releases-synthesis";
import { judge } from "../../constructs/platform/releases-unknown-paths";
import { synthesizedEnvironments, synthesizedFacts } from "../harness/synthesized";

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

/** Versions whose own values nobody here has read: what is set for them is unverified. */
const unverified = [
  ...new Set(
    thirdParties.flatMap(({ chart, version }) =>
      atHand(chart) && readChart(chart).version === version ? [] : [`${chart} ${version}`],
    ),
  ),
].sort();

const verified = thirdParties.filter(({ chart, version }) => !unverified.includes(`${chart} ${version}`));

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

  // Counted as skipped, so that nobody takes them for verified.
  for (const chart of unverified) test.skip(`${chart} is unverified: its values were not read`, () => undefined);

  test("a misspelt path is caught", () => {
    const spoilt = verified.slice(0, 1).map((release) => ({ ...release, values: [{ replicaCountt: 3 }] }));
    expect(unknown(spoilt)).toHaveLength(spoilt.length);
  });
});
