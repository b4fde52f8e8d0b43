import type { Facts } from "../facts";
import type { Need } from "./need";

/** Clusters whose API's audit log no stack sends anywhere: only OVHcloud wants a platform for it that no stack can order. */
export function auditLogNeeds({ terraform }: Facts): readonly Need[] {
  const holding = (type: string): readonly string[] =>
    Object.values(terraform).flatMap((fact) => (fact.block === "resource" && fact.type === type ? [fact.stack] : []));
  const logged = new Set(holding("ovh_cloud_project_kube_log_subscription"));
  const stacks = holding("ovh_cloud_project_kube").filter((stack) => !logged.has(stack));
  if (stacks.length === 0) return [];
  return [
    {
      id: "audit-log/ovh",
      group: "account",
      what: "a Logs Data Platform in the EU for the audit log of the Kubernetes API: as it stands, nobody keeps that log",
      readFrom: "the fact auditLog of the site",
      way: "order one at OVHcloud and name it; no API orders it",
      stacks: [...new Set(stacks)].sort(),
      check: { kind: "person", why: "whether the log may be done without is no program's decision" },
    },
  ];
}
