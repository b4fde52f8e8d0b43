import type { Finding } from "../../check";
import type { Facts } from "../../facts";
import type { ExcusableRule } from "../../workloads/exception";
import type { PodTemplate } from "../../workloads/pod-template";

/** One house rule for pods of ours. An annotation `bestek.eu/exception-<rule>` with a reason excuses a pod from it. */
export interface Rule {
  readonly id: ExcusableRule;
  readonly judge: (pod: PodTemplate, facts: Facts) => readonly Finding[];
}
