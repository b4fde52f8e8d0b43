import Ajv from "ajv";
import { helmCharts } from "../../../catalog";
import type { Mirror } from "../../../language";
import { testDigests } from "../../harness/recorded-digests";
import { atHand, merge, readChart, unknownPaths, type ChartFile } from "./releases-chart-files";
import { handedOn, judge } from "./releases-unknown-paths";
import { mirror, synthesizeReleases, type Tree } from "./releases-synthesis";

const released = (from: Mirror, digests: string) =>
  Object.values(synthesizeReleases(from)).map(({ attributes, values }) => ({
    chart: String(attributes["chart"]),
    version: String(attributes["version"]),
    values,
    digests,
  }));
const releases = [...released(mirror, "by tag"), ...released({ ...mirror, digests: testDigests }, "by digest")];

/** What a chart's own schema says against values laid over its defaults, as Helm checks them before it renders. */
function objections(values: Tree, file: ChartFile): readonly string[] {
  if (file.schema === undefined) return [];
  // Ajv knows one dialect only, and these schemas use nothing that differs between dialects.
  const schema = Object.fromEntries(Object.entries(file.schema).filter(([key]) => key !== "$schema"));
  const validate = new Ajv({ strict: false, allErrors: true }).compile(schema);
  return validate(merge(file.values, values))
    ? []
    : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${String(message)}`);
}

describe.each(releases)("values of $chart $version, images $digests", ({ chart, version, values }) => {
  const known = atHand(chart);
  const title = (claim: string): string => (known ? claim : `${claim} (skipped: the chart's values are not at hand)`);
  const check = known ? test : test.skip;

  check(title("are checked against the version that is installed"), () => {
    expect(readChart(chart).version).toBe(version);
  });

  check(title("set no path that the chart does not know"), () => {
    expect(judge(chart, values, readChart(chart))).toEqual([]);
  });

  check(title("agree with the chart's schema"), () => {
    expect(objections(values, readChart(chart))).toEqual([]);
  });
});

test.each(Object.entries(handedOn).flatMap(([chart, maps]) => maps.map((map) => [chart, map] as const)))(
  "%s is let off with %s because it needs to be",
  (chart, map) => {
    const values = releases.find((release) => release.chart === chart)?.values ?? {};
    const unknown = atHand(chart) ? unknownPaths(values, readChart(chart)) : [`${map}.`];
    expect(unknown.filter((path) => path.startsWith(`${map}.`))).not.toEqual([]);
  },
);

test("every release installs a chart of the catalogue", () => {
  const charts: readonly string[] = Object.values(helmCharts).map(({ name, version }) => `${name} ${version}`);
  expect(releases.map(({ chart, version }) => `${chart} ${version}`).filter((one) => !charts.includes(one))).toEqual(
    [],
  );
});

const small: ChartFile = {
  version: "1.0.0",
  values: { image: { tag: "" }, resources: {}, hosts: [], config: null, list: [{ a: 1 }] },
  documented: ["image.digest"],
  schema: {
    $ref: "#/$defs/values",
    $defs: { values: { properties: { extra: { type: "object", properties: { on: { type: "boolean" } } } } } },
  },
};

test.each<[Tree, readonly string[]]>([
  [{ image: { tag: "1" } }, []],
  [{ image: { digest: "sha256:0" } }, []],
  [{ resources: { requests: { cpu: "1" } } }, []],
  [{ hosts: [{ name: "a" }], config: { a: { b: 1 } } }, []],
  [{ extra: { on: true } }, []],
  [{ image: { tagg: "1" } }, ["image.tagg"]],
  [{ image: { tag: { deeper: 1 } } }, ["image.tag.deeper"]],
  [{ extra: { off: true } }, ["extra.off"]],
  [{ list: { a: 1 } }, ["list.a"]],
  [{ nothing: {} }, ["nothing"]],
])("a path of %j is judged as %j", (values, expected) => {
  expect(unknownPaths(values, small)).toEqual(expected);
});

test("a value of the wrong type is an objection", () => {
  expect(objections({ extra: { on: "yes" } }, small)).toEqual(["/extra/on must be boolean"]);
});

(atHand("openbao") ? test : test.skip)("a misspelt path of a real chart is caught", () => {
  const openbao = readChart("openbao");
  expect(judge("openbao", { server: { dataStorage: { storageClassName: "luks" } } }, openbao)).toEqual([
    "server.dataStorage.storageClassName",
  ]);
});
