import type { Finding } from "../../check";
import type { ExcusableRule } from "../../workloads/exception";
import type { Neighbours } from "../../workloads/neighbours";
import type { PodTemplate } from "../../workloads/pod-template";

/** One house rule for pods of ours. An annotation `bestek.eu/exception-<rule>` with a reason excuses a pod from it. */
export interface Rule {
  readonly id: ExcusableRule;
  readonly judge: (pod: PodTemplate, neighbours: Neighbours) => readonly Finding[];
}
