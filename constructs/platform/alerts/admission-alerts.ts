import type { RuleGroup } from "./alert";

/** What stands against a rule: it came before the rule, or past it. */
export const admissionAlerts: RuleGroup = {
  name: "admission",
  rules: [
    {
      kind: "alert",
      name: "AdmissionRuleBroken",
      expression: 'max by (enforcement_action) (gatekeeper_violations{enforcement_action="deny"}) > 0',
      during: "15m",
      severity: "ticket",
      summary: "Objects stand in the cluster that a rule of admission denies",
    },
  ],
};
