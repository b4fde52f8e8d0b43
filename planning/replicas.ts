import { planningDecisions } from "../catalog";
import { describe, replicas, type Derived, type Sizing, type Workload } from "../language";
import { figureId, type Ledger } from "./ledger";

/** What decides how many replicas a workload runs. */
export interface ReplicaInput {
  /** Plan path of the workload, such as `services.mail.workloads.stalwart`. */
  readonly path: string;
  /** First part of its figures' ids, such as `mail-stalwart`. */
  readonly id: string;
  readonly workload: Pick<Workload, "running" | "sizing">;
  readonly users: Derived<"users">;
  /** Zones of the active site. */
  readonly zones: Derived<"zones">;
}

export interface Replicas {
  readonly replicas: Derived<"replicas">;
  readonly maximumReplicas: Derived<"replicas">;
  readonly minimumAvailable: Derived<"replicas">;
}

/** Replicas in normal operation, the most that an autoscaler may start, and the fewest that a disruption leaves. */
export function enterReplicas(ledger: Ledger, input: ReplicaInput): Replicas {
  const planned = plannedReplicas(ledger, input);
  return {
    replicas: planned,
    maximumReplicas: maximumReplicas(ledger, input, planned),
    minimumAvailable: minimumAvailable(ledger, input, planned),
  };
}

function plannedReplicas(ledger: Ledger, input: ReplicaInput): Derived<"replicas"> {
  const { path, id, workload } = input;
  const { sizing } = workload;
  switch (sizing.kind) {
    case "fixed": {
      const stated = ledger.figure(figureId(id, "replicas"), sizing.replicas);
      return ledger.derive(`${path}.replicas`, replicas(stated.value), {
        rule: "replicas-as-stated",
        from: [stated],
        because: `${describe(stated)}: ${stated.because}`,
      });
    }
    case "per-users":
      return replicasPerUsers(ledger, input, sizing);
  }
}

function replicasPerUsers(
  ledger: Ledger,
  { path, id, workload, users, zones }: ReplicaInput,
  { usersPerReplica }: Extract<Sizing, { kind: "per-users" }>,
): Derived<"replicas"> {
  const each = ledger.figure(figureId(id, "users-per-replica"), usersPerReplica);
  const least = ledger.figure("minimum-replicas", planningDecisions.minimumReplicas);
  const needed = Math.ceil(users.value / each.value);
  const spare = Math.max(needed + 1, least.value);
  const sum = `${describe(users)} / ${describe(each)} = ${String(needed)}, + 1 so that a lost replica or an update does not cut into the peak`;
  const spread = workload.running.kind === "stateful" && zones.value >= 3;
  if (!spread) {
    return ledger.derive(`${path}.replicas`, replicas(spare), {
      rule: "replicas-per-users",
      from: [users, each, least],
      because: sum,
    });
  }
  const quorum = ledger.figure("quorum-replicas", planningDecisions.quorumReplicas);
  return ledger.derive(`${path}.replicas`, replicas(Math.max(spare, quorum.value)), {
    rule: "replicas-per-users",
    from: [users, each, least, zones, quorum],
    because: spare >= quorum.value ? sum : `${sum}; raised to ${String(quorum.value)}, one in each of three zones`,
  });
}

function maximumReplicas(
  ledger: Ledger,
  { path, workload }: ReplicaInput,
  planned: Derived<"replicas">,
): Derived<"replicas"> {
  switch (workload.running.kind) {
    case "stateless": {
      const factor = ledger.figure("hpa-maximum", planningDecisions.hpaMaximum);
      return ledger.derive(`${path}.maximumReplicas`, replicas(Math.ceil(planned.value * factor.value)), {
        rule: "autoscaler-maximum",
        from: [planned, factor],
        because: `${describe(planned)} x ${describe(factor)}`,
      });
    }
    case "stateful":
    case "once":
    case "scheduled":
      return ledger.derive(`${path}.maximumReplicas`, replicas(planned.value), {
        rule: "autoscaler-maximum",
        from: [planned],
        because: `${describe(planned)}: a ${workload.running.kind} workload is not scaled by itself`,
      });
  }
}

function minimumAvailable(
  ledger: Ledger,
  { path, workload }: ReplicaInput,
  planned: Derived<"replicas">,
): Derived<"replicas"> {
  switch (workload.running.kind) {
    case "stateless":
    case "stateful":
      return ledger.derive(`${path}.minimumAvailable`, replicas(Math.max(planned.value - 1, 0)), {
        rule: "disruption-budget",
        from: [planned],
        because: `${describe(planned)} - 1: the spare one may be away, the ones that the users need may not`,
      });
    case "once":
    case "scheduled":
      return ledger.derive(`${path}.minimumAvailable`, replicas(0), {
        rule: "disruption-budget",
        from: [planned],
        because: `a ${workload.running.kind} workload is started again when it was disrupted`,
      });
  }
}
