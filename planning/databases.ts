import { databaseCluster, planningDecisions } from "../catalog";
import { tierOf, type Environment } from "../environments/schema";
import {
  describe,
  gibibytes,
  mebibytes,
  millicores,
  quantity,
  replicas,
  seconds,
  type DatabaseClusterPlan,
  type Derived,
} from "../language";
import { assumptions } from "./assumptions";
import { enterSize, growsWithUsers } from "./extent";
import { footprintPod, footprintRequests } from "./footprint-pod";
import { figureId, type Ledger } from "./ledger";
import type { ServiceInstance } from "./service-instances";
import type { WorkloadsInput } from "./workloads";

export interface DatabasesInput extends WorkloadsInput {
  readonly instances: readonly ServiceInstance[];
  readonly users: Derived<"users">;
  readonly recovery: Environment["recovery"];
}

const path = `databases.${databaseCluster.name}`;

/** The one cluster that holds a database for every service that needs one; undefined where none does. */
export function enterDatabases(ledger: Ledger, input: DatabasesInput): DatabaseClusterPlan | undefined {
  const needing = input.instances.filter(({ service }) => service.needs.database !== undefined);
  if (needing.length === 0) return undefined;
  const databases = enterSizes(ledger, needing, input);
  return {
    instances: enterInstances(ledger, input),
    ...enterRequests(ledger, needing, input),
    storage: enterStorage(
      ledger,
      Object.values(databases).map(({ size }) => size),
    ),
    archiveTimeout: enterArchiveTimeout(ledger, input.recovery),
    databases,
  };
}

const enterSizes = (
  ledger: Ledger,
  instances: readonly ServiceInstance[],
  { usage }: DatabasesInput,
): DatabaseClusterPlan["databases"] =>
  Object.fromEntries(
    instances.flatMap(({ id, service: { name, needs }, users }) =>
      needs.database === undefined
        ? []
        : [
            [
              id,
              {
                size: enterSize(
                  ledger,
                  `${path}.databases.${id}.size`,
                  { extent: needs.database.size, id: figureId(name, "database"), users },
                  usage,
                ),
              },
            ],
          ],
    ),
  );

function enterInstances(ledger: Ledger, { zones, recovery }: DatabasesInput): Derived<"replicas"> {
  const quorum = ledger.figure("quorum-replicas", planningDecisions.quorumReplicas);
  const pair = ledger.figure("minimum-replicas", planningDecisions.minimumReplicas);
  const oneZone = zones.value < 3 && tierOf(recovery) === "basis";
  return oneZone
    ? ledger.derive(`${path}.instances`, replicas(pair.value), {
        rule: "database-instances",
        from: [pair, zones],
        because: `${describe(pair)} in ${describe(zones)}: a primary and a replica to fail over to`,
      })
    : ledger.derive(`${path}.instances`, replicas(quorum.value), {
        rule: "database-instances",
        from: [quorum, zones],
        because: `${describe(quorum)}: a commit waits for one of two replicas, so that losing any one loses nothing`,
      });
}

/** Requests of one instance, growing in steps, never below what the footprint names as the floor. */
function enterRequests(
  ledger: Ledger,
  instances: readonly ServiceInstance[],
  { users }: DatabasesInput,
): Pick<DatabaseClusterPlan, "cpuRequest" | "memoryRequest"> {
  const growing = [
    ...new Set(
      instances.flatMap(({ service: { name, needs } }) =>
        needs.database !== undefined && growsWithUsers(needs.database.size) ? [name] : [],
      ),
    ),
  ];
  const step = ledger.figure("database-users-per-step", assumptions.databaseUsersPerStep);
  const count = Math.ceil(users.value / step.value) * growing.length;
  const steps = ledger.load("database-steps", quantity(count, "1"), {
    rule: "database-steps",
    from: [users, step],
    because: `${describe(users)} / ${describe(step)}, rounded up, for each database that grows with its users: ${growing.length === 0 ? "none" : growing.join(", ")}`,
  });
  const least = footprintRequests(ledger, "postgres", "instance", footprintPod("postgres", "instance"));
  const cpu = ledger.figure("database-cpu-per-step", assumptions.databaseCpuPerStep);
  const memory = ledger.figure("database-memory-per-step", assumptions.databaseMemoryPerStep);
  const how = (each: Derived, floor: Derived) => ({
    rule: "database-request",
    from: [steps, each, floor],
    because: `${describe(steps)} steps x ${describe(each)}, at least ${describe(floor)}`,
  });
  return {
    cpuRequest: ledger.derive(
      `${path}.cpuRequest`,
      millicores(Math.max(steps.value * cpu.value, least.cpu.value)),
      how(cpu, least.cpu),
    ),
    memoryRequest: ledger.derive(
      `${path}.memoryRequest`,
      mebibytes(Math.max(steps.value * memory.value, least.memory.value)),
      how(memory, least.memory),
    ),
  };
}

function enterStorage(ledger: Ledger, sizes: readonly Derived<"MiB">[]): Derived<"MiB"> {
  const headroom = ledger.figure("database-headroom", planningDecisions.databaseHeadroom);
  const log = ledger.figure("database-write-ahead-log", planningDecisions.databaseWriteAheadLog);
  const data = mebibytes(sizes.reduce((sum, { value }) => sum + value, 0));
  const wished = data.value * headroom.value + log.value;
  const whole = gibibytes(Math.ceil(wished / 1024));
  return ledger.derive(`${path}.storage`, whole, {
    rule: "database-volume",
    from: [...sizes, headroom, log],
    because: `(${sizes.map(describe).join(" + ")}) x ${describe(headroom)} + ${describe(log)} for the log, in whole GiB`,
  });
}

function enterArchiveTimeout(ledger: Ledger, recovery: Environment["recovery"]): Derived<"s"> {
  const tier = tierOf(recovery);
  const timeout =
    tier === "overheid"
      ? ledger.figure("archive-timeout-strict", assumptions.archiveTimeoutStrict)
      : ledger.figure("archive-timeout", assumptions.archiveTimeout);
  return ledger.derive(`${path}.archiveTimeout`, seconds(timeout.value), {
    rule: "archive-timeout",
    from: [timeout],
    because: `${describe(timeout)} in tier ${tier}: ${timeout.because}`,
  });
}
