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
  type DatabaseNeed,
  type Derived,
} from "../language";
import { assumptions } from "./assumptions";
import { enterConnections, enterShare, refuseOverfull, type PlannedCluster } from "./database-connections";
import { enterSize, growsWithUsers } from "./extent";
import { footprintPod, footprintRequests } from "./footprint-pod";
import { figureId, type Ledger } from "./ledger";
import { cellOf, databaseClusterOf, placeDatabaseClusters, type DatabaseClusterOwner } from "./placement";
import type { ServiceInstance } from "./service-instances";
import { sumInWords } from "./sum-in-words";
import type { Tenant } from "./tenants";
import type { WorkloadsInput } from "./workloads";

export interface DatabasesInput extends WorkloadsInput {
  readonly environment: Pick<Environment, "name" | "suite" | "tenancy" | "recovery">;
  readonly instances: readonly ServiceInstance[];
  /** Named users of all tenants. */
  readonly users: Derived<"users">;
  readonly tenants: readonly Tenant[];
}

/** One cluster while it is planned. */
interface ClusterInput extends Omit<DatabasesInput, "users"> {
  readonly path: string;
  readonly name: string;
  readonly owner: DatabaseClusterOwner;
  /** Users whose work the cluster carries. */
  readonly users: Derived<"users">;
}

/** Every database cluster by name, with a database for every instance that needs one. */
export function enterDatabases(ledger: Ledger, input: DatabasesInput): Readonly<Record<string, DatabaseClusterPlan>> {
  const byCluster = new Map<string, ServiceInstance[]>();
  for (const instance of input.instances) {
    if (instance.service.needs.database === undefined) continue;
    const home = databaseClusterOf(input.environment, instance.service, instance.tenant);
    const known = byCluster.get(home);
    if (known === undefined) byCluster.set(home, [instance]);
    else known.push(instance);
  }
  const clusters = placeDatabaseClusters(input.environment).map(({ name, owner }) => {
    const instances = byCluster.get(name) ?? [];
    const users = clusterUsers(ledger, name, owner, input);
    return enterCluster(ledger, { ...input, path: `databases.${name}`, name, owner, instances, users });
  });
  refuseOverfull(input.environment, clusters);
  return Object.fromEntries(clusters.map(({ name, plan }) => [name, plan]));
}

function clusterUsers(
  ledger: Ledger,
  name: string,
  owner: DatabaseClusterOwner,
  { environment: { tenancy }, tenants, users }: DatabasesInput,
): Derived<"users"> {
  if (owner.kind !== "cell" || tenancy.kind !== "shared") return users;
  const inside = tenants.filter(({ id }) => cellOf(tenancy, id) === name);
  const cells = ledger.fact("cells", quantity(tenancy.cells, "1"), "database cells of the tenants", {
    kind: "environment",
    ref: "tenancy.cells",
    date: "undated",
  });
  return ledger.load(
    `${name}-users`,
    quantity(
      inside.reduce((sum, tenant) => sum + tenant.users.value, 0),
      "users",
    ),
    {
      rule: "users-of-cell",
      from: [cells, ...inside.map((tenant) => tenant.users)],
      because: `named users of the ${String(inside.length)} tenants that are pinned to ${name} or whose id hashes to it among ${describe(cells)} cells`,
    },
  );
}

function enterCluster(ledger: Ledger, input: ClusterInput): PlannedCluster {
  const databases = enterSizes(ledger, input);
  const { name } = input;
  return {
    name,
    plan: {
      instances: enterInstances(ledger, input),
      ...enterRequests(ledger, input),
      storage: enterStorage(
        ledger,
        input,
        Object.values(databases).map(({ size }) => size),
      ),
      archiveTimeout: enterArchiveTimeout(ledger, input),
      ...(input.owner.kind === "cell" ? { connections: enterConnections(ledger, input.path, databases) } : {}),
      databases,
    },
  };
}

const enterSizes = (
  ledger: Ledger,
  { path, instances, usage, owner }: ClusterInput,
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
                ...(owner.kind === "cell"
                  ? { connections: enterShare(ledger, `${path}.databases.${id}.connections`, users) }
                  : {}),
              },
            ],
          ],
    ),
  );

function enterInstances(ledger: Ledger, { path, zones, environment: { recovery } }: ClusterInput): Derived<"replicas"> {
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

/** Names of the services whose database is such a one, each once. */
const servicesWhose = (
  instances: ClusterInput["instances"],
  is: (need: DatabaseNeed) => boolean,
): readonly string[] => [
  ...new Set(
    instances.flatMap(({ service: { name, needs } }) =>
      needs.database !== undefined && is(needs.database) ? [name] : [],
    ),
  ),
];

/** Requests of one instance, growing in steps, never below what the footprint names as the floor. */
function enterRequests(
  ledger: Ledger,
  { path, name: cluster, instances, users }: ClusterInput,
): Pick<DatabaseClusterPlan, "cpuRequest" | "memoryRequest"> {
  const growing = servicesWhose(instances, ({ size, work }) => growsWithUsers(size) && work !== "bounded");
  const bounded = servicesWhose(instances, ({ work }) => work === "bounded");
  const step = ledger.figure("database-users-per-step", assumptions.databaseUsersPerStep);
  const count = Math.ceil(users.value / step.value) * growing.length + bounded.length;
  const steps = ledger.load(
    cluster === databaseCluster.name ? "database-steps" : `${cluster}-steps`,
    quantity(count, "1"),
    {
      rule: "database-steps",
      from: [users, step],
      because: `${describe(users)} / ${describe(step)}, rounded up, for each database that grows with its users: ${growing.length === 0 ? "none" : growing.join(", ")}${bounded.length === 0 ? "" : `; one for each whose work is bounded: ${bounded.join(", ")}`}`,
    },
  );
  const least = footprintRequests(
    ledger,
    databaseCluster.name,
    "instance",
    footprintPod(databaseCluster.name, "instance"),
  );
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

function enterStorage(ledger: Ledger, { path }: ClusterInput, sizes: readonly Derived<"MiB">[]): Derived<"MiB"> {
  const headroom = ledger.figure("database-headroom", planningDecisions.databaseHeadroom);
  const log = ledger.figure("database-write-ahead-log", planningDecisions.databaseWriteAheadLog);
  const data = mebibytes(sizes.reduce((sum, { value }) => sum + value, 0));
  const wished = data.value * headroom.value + log.value;
  const whole = gibibytes(Math.ceil(wished / 1024));
  return ledger.derive(`${path}.storage`, whole, {
    rule: "database-volume",
    from: [...sizes, headroom, log],
    because: `(${sumInWords(sizes)}) x ${describe(headroom)} + ${describe(log)} for the log, in whole GiB`,
  });
}

function enterArchiveTimeout(ledger: Ledger, { path, environment: { recovery } }: ClusterInput): Derived<"s"> {
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
