import type { Facts } from "../facts";
import { listAt, type Json } from "../facts/json";
import { objectsOfKind } from "../facts/of-kind";

/** Rules that Prometheus evaluates at a site, as far as they stand in files of ours. */
export const alertRulesAt = (facts: Pick<Facts, "kubernetes">, site: string): readonly Json[] =>
  objectsOfKind(facts, "PrometheusRule")
    .filter(([, fact]) => fact.site === site)
    .flatMap(([, { object }]) => listAt(object, "spec", "groups"))
    .flatMap((group) => listAt(group, "rules"));
