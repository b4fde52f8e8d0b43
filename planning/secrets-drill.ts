import { planningDecisions, secretsDrillRequests, secretsServer } from "../catalog";
import type { Environment } from "../environments/schema";
import { days, describe, mebibytes, millicores, replicas, type SecretsDrillPlan } from "../language";
import { secretsDrill } from "./flows";
import type { Ledger } from "./ledger";
import type { PodKind } from "./pod-kind";

/** How often the newest snapshot of the secrets is restored into a server of its own, and what that takes. */
export function enterSecretsDrill(ledger: Ledger): SecretsDrillPlan {
  const every = ledger.figure("secrets-drill", planningDecisions.secretsDrill);
  const cpu = ledger.figure("secrets-drill-cpu", secretsDrillRequests.cpu);
  const memory = ledger.figure("secrets-drill-memory", secretsDrillRequests.memory);
  return {
    every: ledger.derive("secretsDrill.every", days(every.value), {
      rule: "drill-interval",
      from: [every],
      because: describe(every),
    }),
    pods: ledger.derive("secretsDrill.pods", replicas(1), {
      rule: "drill-instances",
      from: [every],
      because: "a server by itself, which nobody asks but the drill",
    }),
    cpuRequest: ledger.derive("secretsDrill.cpuRequest", millicores(cpu.value), {
      rule: "pod-request",
      from: [cpu],
      because: describe(cpu),
    }),
    memoryRequest: ledger.derive("secretsDrill.memoryRequest", mebibytes(memory.value), {
      rule: "pod-request",
      from: [memory],
      because: describe(memory),
    }),
  };
}

/** The scratch server as planning counts pods: there must be room for it, and it keeps nothing. */
export const secretsDrillKind = (
  { parts }: Pick<Environment, "parts">,
  { pods, cpuRequest, memoryRequest }: SecretsDrillPlan,
): PodKind => ({
  id: `${secretsServer(parts.secrets).footprint.component}/${secretsDrill}`,
  count: pods,
  most: pods,
  cpu: cpuRequest,
  memory: memoryRequest,
  volumes: [],
  spread: "none",
});

/** When it takes place, as five fields of cron in UTC: every day, between the dumps of the night and the day's work. */
export const secretsDrillSchedule = "20 6 * * *";
