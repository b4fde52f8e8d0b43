import type { Facts } from "../facts";
import { at, listAt, numberAt, type Json } from "../facts/json";

/** Longest times that probes of our own workloads grant, and who is granted them. */
export interface ProbeTimes {
  /** From the moment a process hangs until it is restarted. */
  readonly noticed: Granted;
  /** From the start of a pod until it must answer. */
  readonly started: Granted;
}

export interface Granted {
  readonly seconds: number;
  readonly object: string;
}

/** Kubernetes' own defaults (API reference, Probe, 1.35). */
const defaults = { periodSeconds: 10, failureThreshold: 3 } as const;

const nobody: Granted = { seconds: 0, object: "" };

/** The longest windows among Deployments and StatefulSets; a probe that is missing grants nothing and is judged elsewhere. */
export function probeTimes({ kubernetes }: Pick<Facts, "kubernetes">): ProbeTimes {
  let [noticed, started] = [nobody, nobody];
  for (const [object, { kind, object: manifest }] of Object.entries(kubernetes)) {
    if (kind !== "Deployment" && kind !== "StatefulSet") continue;
    for (const container of listAt(manifest, "spec", "template", "spec", "containers")) {
      noticed = longer(noticed, { seconds: windowOf(at(container, "livenessProbe")), object });
      started = longer(started, { seconds: windowOf(at(container, "startupProbe")), object });
    }
  }
  return { noticed, started };
}

const longer = (one: Granted, other: Granted): Granted => (other.seconds > one.seconds ? other : one);

const windowOf = (probe: Json | undefined): number =>
  probe === undefined
    ? 0
    : (numberAt(probe, "initialDelaySeconds") ?? 0) +
      (numberAt(probe, "periodSeconds") ?? defaults.periodSeconds) *
        (numberAt(probe, "failureThreshold") ?? defaults.failureThreshold);
