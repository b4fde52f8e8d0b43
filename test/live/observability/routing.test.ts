import { join } from "node:path";
import { toJson, type Json } from "../../../audit/facts";
import { at, isObject } from "../../../audit/facts/json";
import { atHand, merge, readChart } from "../../constructs/platform/releases-chart-files";
import { synthesizedEnvironments, synthesizedFacts } from "../harness/synthesized";
import { withParts } from "../harness/with-parts";
import { prometheus } from "../parts/prometheus";
import { loaded } from "./loaded";

const chart = "kube-prometheus-stack";

/** Alertmanager's configuration at every site, laid over the chart's own as Helm does where that is at hand. */
const routingOf = (environment: string): Readonly<Record<string, Json>> =>
  Object.fromEntries(
    Object.entries(synthesizedFacts(environment).releases).flatMap(([id, release]) => {
      const own = at(release.values[0], "alertmanager", "config");
      if (release.chart !== chart || !isObject(own)) return [];
      const defaults = atHand(chart) ? at(toJson(readChart(chart).values), "alertmanager", "config") : undefined;
      return [[id, isObject(defaults) ? toJson(merge(defaults, own)) : own]];
    }),
  );

withParts("whom alerts are sent to", { prometheus }, (folderOf) => {
  const judged = (files: Readonly<Record<string, Json>>): readonly string[] =>
    loaded(join(folderOf("prometheus"), "check-routing"), files);

  test.each(synthesizedEnvironments())("%s: Alertmanager loads its routes", (environment) => {
    const files = routingOf(environment);
    const said = judged(files);
    expect(said).not.toEqual([""]);
    const accepted = Object.keys(files).map((id) => `${id}: receivers`);
    expect(said.map((line) => line.replace(/\d+ receivers$/, "receivers"))).toEqual(accepted);
  });

  test("a receiver that is not there, and a matcher that is none, are caught", () => {
    const nobody = { route: { receiver: "nobody" }, receivers: [{ name: "somebody" }] };
    expect(judged({ nobody })[0]).toMatch(/^nobody: .*undefined receiver "nobody"/);
    const unclear = {
      route: { receiver: "a", routes: [{ receiver: "a", matchers: ["severity ~ page"] }] },
      receivers: [{ name: "a" }],
    };
    expect(judged({ unclear })[0]).toMatch(/^unclear: .*bad matcher/);
  });
});
