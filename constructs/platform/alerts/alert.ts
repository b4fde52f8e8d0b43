import type { Construct } from "constructs";
import type {
  PrometheusRule,
  PrometheusRuleSpecGroupsItemRulesItem,
} from "../../../imports/custom-resources/prometheus-operator/prometheus-rule";
import { customObject } from "../../kubernetes/custom-object";

/** A value that is computed all the time under a name of its own, because it is dear to compute when asked for. */
export interface Recording {
  readonly kind: "recording";
  readonly name: string;
  readonly expression: string;
}

export interface Alert {
  readonly kind: "alert";
  /** In upper camel case. */
  readonly name: string;
  /** PromQL; the alert holds as long as it returns anything. */
  readonly expression: string;
  /** How long it must hold, as Prometheus writes durations; absent: not at all. */
  readonly during?: string;
  /** `page`: wakes somebody; `ticket`: is dealt with by day. */
  readonly severity: "page" | "ticket";
  /** One sentence that says what is wrong; may hold labels as Prometheus templates. */
  readonly summary: string;
}

export interface RuleGroup {
  readonly name: string;
  readonly rules: readonly (Alert | Recording)[];
}

export interface AlertRulesProps {
  /** Name of the object; whose alerts they are stands on each as the label `service`. */
  readonly name: string;
  readonly groups: readonly RuleGroup[];
  /** Whose it is, where it is one tenant's. */
  readonly tenant?: string;
}

/** Rules of one service; groups without a rule are left out. */
export function alertRules(scope: Construct, { name, groups, tenant }: AlertRulesProps): void {
  const owner = { service: name, ...(tenant === undefined ? {} : { tenant }) };
  const rules: PrometheusRule = {
    apiVersion: "monitoring.coreos.com/v1",
    kind: "PrometheusRule",
    spec: {
      groups: groups
        .filter((group) => group.rules.length > 0)
        .map((group) => ({ name: `${name}-${group.name}`, rules: group.rules.map((rule) => asRule(rule, owner)) })),
    },
  };
  customObject(scope, { name }, rules);
}

function asRule(
  rule: Alert | Recording,
  owner: Readonly<Record<string, string>>,
): PrometheusRuleSpecGroupsItemRulesItem {
  switch (rule.kind) {
    case "recording":
      return { record: rule.name, expr: rule.expression, labels: owner };
    case "alert":
      return {
        alert: rule.name,
        expr: rule.expression,
        ...(rule.during === undefined ? {} : { for: rule.during }),
        labels: { ...owner, severity: rule.severity },
        annotations: { summary: rule.summary },
      };
  }
}

/** What selects series, as PromQL writes it; a value that begins with `~` is a regular expression. */
export const selector = (labels: Readonly<Record<string, string>>): string =>
  `{${Object.entries(labels)
    .map(([label, value]) =>
      value.startsWith("~") ? `${label}=~${JSON.stringify(value.slice(1))}` : `${label}=${JSON.stringify(value)}`,
    )
    .join(",")}}`;
