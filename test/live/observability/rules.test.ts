import { join } from "node:path";
import type { Json } from "../../../audit/facts";
import { at, listAt } from "../../../audit/facts/json";
import { objectsOfKind } from "../../../audit/facts/of-kind";
import { synthesizedEnvironments, synthesizedFacts } from "../harness/synthesized";
import { withParts } from "../harness/with-parts";
import { prometheus } from "../parts/prometheus";
import { loaded } from "./loaded";

/** Every set of rules of an environment, as the operator hands it to Prometheus: its groups. */
const rulesOf = (environment: string): Readonly<Record<string, Json>> =>
  Object.fromEntries(
    objectsOfKind(synthesizedFacts(environment), "PrometheusRule").map(([id, { object }]) => [
      id,
      { groups: at(object, "spec", "groups") ?? [] },
    ]),
  );

const count = (rules: Readonly<Record<string, Json>>): number =>
  Object.values(rules)
    .flatMap((file) => listAt(file, "groups"))
    .flatMap((group) => listAt(group, "rules")).length;

withParts("rules of alerts", { prometheus }, (folderOf) => {
  const judged = (rules: Readonly<Record<string, Json>>): readonly string[] =>
    loaded(join(folderOf("prometheus"), "check-rules"), rules);

  test.each(synthesizedEnvironments())("%s: Prometheus loads every rule", (environment) => {
    const rules = rulesOf(environment);
    expect(count(rules)).toBeGreaterThan(0);
    expect(judged(rules)).toEqual([`${String(count(rules))} rules, 0 mistakes`]);
  });

  test.each<[string, Json, RegExp]>([
    ["an expression that is none", { alert: "A", expr: "sum(up" }, /unclosed left parenthesis/],
    [
      "a template that is none",
      { alert: "A", expr: "up", annotations: { summary: "{{ $labels.x " } },
      /unclosed action/,
    ],
    ["a time that is none", { alert: "A", expr: "up", for: "5 minutes" }, /unknown unit/],
    ["a field that nobody knows", { alert: "A", expr: "up", severity: "page" }, /field severity not found/],
  ])("%s is caught", (_, rule, message) => {
    const [said = "", ...rest] = judged({ spoilt: { groups: [{ name: "g", rules: [rule] }] } });
    expect([said, ...rest].join("\n")).toMatch(message);
    expect(said).toContain("spoilt");
  });
});
