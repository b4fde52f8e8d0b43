import { databaseDumps, dumpDeadline, dumpParts, dumpPartsHeld, dumpRequests, planningDecisions } from "../catalog";
import type { Environment } from "../environments/schema";
import {
  days,
  describe,
  mebibytes,
  millicores,
  quantity,
  replicas,
  type DatabaseClusterPlan,
  type Derived,
  type DumpsPlan,
} from "../language";
import type { Ledger } from "./ledger";
import { keyHolders, tenantDatabasesOf } from "./placement";
import type { PodKind } from "./pod-kind";
import { spread } from "./spread";
import { mostAtOnce } from "./turns";

export interface PlannedDumps {
  readonly plan: DumpsPlan;
  /** What each database that is dumped is expected to hold. */
  readonly sizes: readonly Derived<"MiB">[];
}

/** How often tenants' databases are dumped, and what that takes; undefined where no tenant has one. */
export function enterDumps(
  ledger: Ledger,
  environment: Pick<Environment, "name" | "suite" | "tenancy">,
  databases: Readonly<Record<string, DatabaseClusterPlan>>,
): PlannedDumps | undefined {
  const dumped = keyHolders(environment)
    .flatMap((tenant) => tenantDatabasesOf(environment, tenant))
    .flatMap(({ cluster, name }) => {
      const size = databases[cluster]?.databases[name]?.size;
      return size === undefined ? [] : [{ name, size }];
    });
  if (dumped.length === 0) return undefined;
  const sizes = dumped.map(({ size }) => size);
  const every = ledger.figure("dump-interval", planningDecisions.dumpInterval);
  const lock = ledger.figure("backup-retention", planningDecisions.backupRetention);
  const part = enterPart(ledger, sizes);
  return {
    sizes,
    plan: {
      every: ledger.derive("dumps.every", days(every.value), {
        rule: "dump-interval",
        from: [every],
        because: describe(every),
      }),
      // A dump is replaced by the next, and stays until its lock ends.
      standing: ledger.derive("dumps.standing", quantity(Math.ceil(lock.value / every.value) + 1, "1"), {
        rule: "standing-dumps",
        from: [lock, every],
        because: `${describe(lock)} locked / one in ${describe(every)}, + the newest`,
      }),
      pods: enterPods(ledger, dumped),
      part,
      ...requests(ledger, part),
    },
  };
}

function enterPods(
  ledger: Ledger,
  dumped: readonly { readonly name: string; readonly size: Derived<"MiB"> }[],
): Derived<"replicas"> {
  const longest = ledger.figure("dump-deadline", dumpDeadline);
  const margin = ledger.figure("turn-margin", planningDecisions.turnMargin);
  const turns = dumped.map(({ name }) => dumpTurn(name));
  return ledger.derive("dumps.pods", replicas(mostAtOnce(turns, (longest.value + margin.value) / 60)), {
    rule: "places-by-turns",
    from: [...dumped.map(({ size }) => size), longest, margin],
    because: `${String(dumped.length)} databases, each in its turn of a week's nights and there for at most ${describe(longest)} + ${describe(margin)}: the most at once`,
  });
}

/** The container that asks for a key ends before the others begin, which run at the same time. */
function requests(ledger: Ledger, part: Derived<"MiB">): Pick<DumpsPlan, "cpuRequest" | "memoryRequest"> {
  const { dump, seal, carry } = dumpRequests;
  const all = Object.entries({ dump, seal, carry }).map(([name, { cpu, memory }]) => ({
    cpu: ledger.figure(`dumps-${name}-cpu`, cpu),
    memory: ledger.figure(`dumps-${name}-memory`, memory),
  }));
  const cpu = all.map((one) => one.cpu);
  const memory = all.map((one) => one.memory);
  const sum = (values: readonly Derived[]): number => values.reduce((total, { value }) => total + value, 0);
  const words = (values: readonly Derived[]): string => values.map((value) => describe(value)).join(" + ");
  return {
    cpuRequest: ledger.derive("dumps.cpuRequest", millicores(sum(cpu)), {
      rule: "pod-request",
      from: cpu,
      because: words(cpu),
    }),
    memoryRequest: ledger.derive("dumps.memoryRequest", mebibytes(sum(memory) + dumpPartsHeld * part.value), {
      rule: "pod-request",
      from: [...memory, part],
      because: `${words(memory)} + ${String(dumpPartsHeld)} parts of ${describe(part)}`,
    }),
  };
}

/** As large as the largest database would need if nothing of it could be compressed; twice as large until it is enough. */
function enterPart(ledger: Ledger, sizes: PlannedDumps["sizes"]): Derived<"MiB"> {
  const { least, most } = dumpParts;
  const largest = sizes.reduce((one, other) => (other.value > one.value ? other : one));
  const doublings = Math.max(0, Math.ceil(Math.log2(largest.value / most / least)));
  return ledger.derive("dumps.part", mebibytes(least * 2 ** doublings), {
    rule: "dump-part",
    from: [largest],
    because: `${describe(largest)} in ${String(most)} parts at most, and ${String(least)} MiB at least`,
  });
}

/** Dumps as planning counts pods: there must be room for them, and they keep nothing. */
export const dumpKinds = (dumps: DumpsPlan | undefined): readonly PodKind[] =>
  dumps === undefined
    ? []
    : [
        {
          id: `${databaseDumps.namespace}/${databaseDumps.workload}`,
          count: dumps.pods,
          most: dumps.pods,
          cpu: dumps.cpuRequest,
          memory: dumps.memoryRequest,
          volumes: [],
          spread: "none",
        },
      ];

/** First hour of the night, UTC, and hours that it has. */
const night = { begins: 22, hours: 8 } as const;

/**
 * When a database is dumped, as five fields of cron in UTC: once a week at a minute of a night that follows from its name alone, so that a tenant
 * more moves no other's.
 */
export function dumpTurn(database: string): string {
  const minutes = night.hours * 60;
  const turn = spread(database) % (minutes * 7);
  const [day, minute] = [Math.floor(turn / minutes), turn % minutes];
  return `${String(minute % 60)} ${String((night.begins + Math.floor(minute / 60)) % 24)} * * ${String(day)}`;
}
