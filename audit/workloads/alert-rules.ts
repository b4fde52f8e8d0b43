import type { Facts } from "../facts";
import { listAt, type Json } from "../facts/json";
import { objectsOfKind } from "../facts/of-kind";

const rulesIn = (object: Json): readonly Json[] =>
  listAt(object, "spec", "groups").flatMap((group) => listAt(group, "rules"));

/** Rules that Prometheus evaluates, each with its site, as far as they stand in files of ours. */
export const alertRules = (
  facts: Pick<Facts, "kubernetes">,
): readonly { readonly site: string; readonly rule: Json }[] =>
  objectsOfKind(facts, "PrometheusRule").flatMap(([, { site, object }]) =>
    rulesIn(object).map((rule) => ({ site, rule })),
  );

/** Rules that Prometheus evaluates at a site. */
export const alertRulesAt = (facts: Pick<Facts, "kubernetes">, site: string): readonly Json[] =>
  objectsOfKind(facts, "PrometheusRule").flatMap(([, fact]) => (fact.site === site ? rulesIn(fact.object) : []));
