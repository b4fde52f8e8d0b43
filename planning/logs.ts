import { loki } from "../catalog/footprints/loki";
import type { Environment } from "../environments/schema";
import { describe, mebibytes, quantity, replicas, type BucketPlan, type Derived, type LogsPlan } from "../language";
import { planningDecisions } from "../catalog";
import { assumptions } from "./assumptions";
import { enterHandedLines } from "./handed-lines";
import { footprintPod, footprintRequests } from "./footprint-pod";
import type { PlannedPods } from "./footprint-demand";
import type { Ledger } from "./ledger";
import { logStoreOf } from "./placement";

/** Id of the bucket that logs of a site are kept in. */
export const logBucket = "logs";

export interface PlannedLogs {
  readonly plan: LogsPlan;
  /** The bucket of each site, where logs are kept in one. */
  readonly buckets: Readonly<Record<string, BucketPlan>>;
}

/** How much log there is, who takes it in and where it lies. A standby that waits is planned as if it served. */
export function enterLogs(
  ledger: Ledger,
  environment: Pick<Environment, "name" | "site" | "recovery" | "logs" | "suite" | "tenancy" | "parts" | "mesh">,
  users: Derived<"users">,
): PlannedLogs {
  const store = logStoreOf(environment);
  const retention = enterRetention(ledger, environment);
  const daily = enterDaily(ledger, users);
  const handed = enterHandedLines(ledger, environment);
  const server = footprintRequests(ledger, loki.component, "server", footprintPod(loki.component, "server"));
  const plan = (servers: Derived<"replicas">, volume: Derived<"MiB">): LogsPlan => ({
    store,
    retention,
    servers,
    cpuRequest: ledger.derive("logs.cpuRequest", server.cpu, asFootprint(server.cpu)),
    memoryRequest: ledger.derive("logs.memoryRequest", server.memory, asFootprint(server.memory)),
    volume,
    handed,
  });
  switch (store) {
    case "bucket": {
      const copies = ledger.figure("log-copies", assumptions.logCopies);
      const size = enterStored(ledger, `buckets.${logBucket}.size`, { daily, retention, copies });
      const own = ledger.figure("log-server-volume", assumptions.logServerVolume);
      const volume = ledger.derive("logs.volume", own, {
        rule: "log-volume",
        from: [own],
        because: `${describe(own)}: logs lie in object storage`,
      });
      return {
        plan: plan(enterServers(ledger, daily, copies), volume),
        buckets: { [logBucket]: { service: loki.component, size } },
      };
    }
    case "volume": {
      const stored = enterStored(ledger, undefined, { daily, retention });
      const overhead = ledger.figure("volume-overhead", planningDecisions.volumeOverhead);
      const volume = ledger.derive("logs.volume", mebibytes(Math.ceil(stored.value * overhead.value)), {
        rule: "log-volume",
        from: [stored, overhead],
        because: `${describe(stored)} x ${describe(overhead)}: no object storage stands beside every site`,
      });
      const one = ledger.derive("logs.servers", replicas(1), {
        rule: "log-servers",
        from: [volume],
        because: "one server, because a volume is shared by nobody",
      });
      return { plan: plan(one, volume), buckets: {} };
    }
  }
}

/** The log servers as planning counts pods. */
export const logPods = (logs: LogsPlan): Readonly<Record<string, PlannedPods>> => ({
  "logs.servers": { count: logs.servers, cpu: logs.cpuRequest, memory: logs.memoryRequest, volumes: [logs.volume] },
});

const asFootprint = (request: Derived) => ({
  rule: "pod-request",
  from: [request],
  because: `${describe(request)}, as its footprint says`,
});

function enterRetention(ledger: Ledger, { name, logs }: Pick<Environment, "name" | "logs">): Derived<"days"> {
  const usual = planningDecisions.logRetention;
  const decided =
    logs.days === usual.value
      ? ledger.figure("log-retention", usual)
      : ledger.fact("log-retention", quantity(logs.days, "days"), "how long logs can be read", {
          kind: "environment",
          ref: `environment "${name}": logs.days`,
          date: "undated",
        });
  return ledger.derive("logs.retention", quantity(decided.value, "days"), {
    rule: "log-retention",
    from: [decided],
    because: describe(decided),
  });
}

function enterDaily(ledger: Ledger, users: Derived<"users">): Derived<"MiB"> {
  const each = ledger.figure("logs-per-user", assumptions.logsPerUser);
  const platform = ledger.figure("logs-of-platform", assumptions.logsOfPlatform);
  return ledger.load("logs-per-day", mebibytes(users.value * each.value + platform.value), {
    rule: "logs-per-day",
    from: [users, each, platform],
    because: `${describe(users)} x ${describe(each)} + ${describe(platform)}`,
  });
}

interface Stored {
  readonly daily: Derived<"MiB">;
  readonly retention: Derived<"days">;
  /** Absent where one server keeps everything. */
  readonly copies?: Derived<"1">;
}

function enterStored(ledger: Ledger, path: string | undefined, { daily, retention, copies }: Stored): Derived<"MiB"> {
  const share = ledger.figure("log-compression", assumptions.logCompression);
  const size = mebibytes(Math.ceil(daily.value * retention.value * share.value * (copies?.value ?? 1)));
  const derivation = {
    rule: "logs-stored",
    from: [daily, retention, share, ...(copies === undefined ? [] : [copies])],
    because: `${describe(daily)} a day x ${describe(retention)} x ${describe(share)} compressed${copies === undefined ? "" : ` x ${describe(copies)} copies`}`,
  };
  return path === undefined ? ledger.load("logs-stored", size, derivation) : ledger.derive(path, size, derivation);
}

/** One a zone at least, so that a lost zone leaves two of each line's three keepers. */
function enterServers(ledger: Ledger, daily: Derived<"MiB">, copies: Derived<"1">): Derived<"replicas"> {
  const each = ledger.figure("logs-per-server", assumptions.logsPerServer);
  const least = ledger.figure("quorum-replicas", planningDecisions.quorumReplicas);
  const wanted = Math.ceil((daily.value * copies.value) / each.value);
  return ledger.derive("logs.servers", replicas(Math.max(least.value, wanted)), {
    rule: "log-servers",
    from: [daily, copies, each, least],
    because: `${describe(daily)} a day to ${describe(copies)} servers each / ${describe(each)} = ${String(wanted)}, at least ${describe(least)}`,
  });
}
