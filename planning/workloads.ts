import { planningDecisions } from "../catalog";
import {
  describe,
  mebibytes,
  millicores,
  type Derived,
  type NodePoolPlan,
  type Workload,
  type WorkloadPlan,
} from "../language";
import { enterSize, type Usage } from "./extent";
import { figureId, type Ledger } from "./ledger";
import { enterReplicas, type Replicas } from "./replicas";
import type { ServiceInstance } from "./service-instances";
import { turnOf } from "./turns";

/** What a workload asks of the cluster; limits follow once the nodes are known. */
export interface WorkloadDemand extends Replicas {
  readonly path: string;
  /** Pod id `<instance>/<workload>`. */
  readonly id: string;
  /** Name of the same pods of every tenant, where each has its own. */
  readonly shared?: string;
  readonly workload: Workload;
  readonly cpuRequest: Derived<"millicores">;
  readonly memoryRequest: Derived<"MiB">;
  readonly volumes: Readonly<Record<string, { readonly size: Derived<"MiB"> }>>;
  /** When the instance begins, as five fields of cron in UTC; absent where none takes turns. */
  readonly turn?: string;
}

export interface WorkloadsInput {
  readonly usage: Usage;
  /** Zones of the active site. */
  readonly zones: Derived<"zones">;
}

/** Demand of every workload of an instance, by name. */
export const enterWorkloads = (
  ledger: Ledger,
  instance: ServiceInstance,
  input: WorkloadsInput,
): Readonly<Record<string, WorkloadDemand>> =>
  Object.fromEntries(
    Object.entries(instance.service.workloads).map(([name, workload]) => [
      name,
      enterWorkload(ledger, instance, name, workload, input),
    ]),
  );

function enterWorkload(
  ledger: Ledger,
  { id: instance, tenant, service, users }: ServiceInstance,
  name: string,
  workload: Workload,
  { usage, zones }: WorkloadsInput,
): WorkloadDemand {
  const path = `services.${instance}.workloads.${name}`;
  const id = figureId(service.name, name);
  const cpu = ledger.figure(figureId(id, "cpu"), workload.sizing.footing.cpu);
  const memory = ledger.figure(figureId(id, "memory"), workload.sizing.footing.memory);
  return {
    path,
    id: `${instance}/${name}`,
    ...(tenant === undefined ? {} : { shared: `${service.name}/${name}` }),
    workload,
    ...turnIn(workload, instance),
    ...enterReplicas(ledger, { path, id, workload, users, zones }),
    cpuRequest: ledger.derive(`${path}.cpuRequest`, millicores(cpu.value), {
      rule: "request",
      from: [cpu],
      because: `${describe(cpu)}: ${cpu.because}`,
    }),
    memoryRequest: ledger.derive(`${path}.memoryRequest`, mebibytes(memory.value), {
      rule: "request",
      from: [memory],
      because: `${describe(memory)}: ${memory.because}`,
    }),
    volumes: Object.fromEntries(
      Object.entries(workload.volumes).map(([volume, { kind, size }]) => [
        volume,
        {
          size: enterSize(
            ledger,
            `${path}.volumes.${volume}.size`,
            {
              extent: size,
              id: figureId(id, "volume", volume),
              users,
              ...(kind === "persistent"
                ? { overhead: { id: "volume-overhead", figure: planningDecisions.volumeOverhead } }
                : {}),
            },
            usage,
          ),
        },
      ]),
    ),
  };
}

const turnIn = ({ running }: Workload, instance: string): Pick<WorkloadDemand, "turn"> =>
  running.kind === "scheduled" && running.turns !== undefined
    ? { turn: turnOf(running.schedule, running.turns, instance) }
    : {};

/** The workload's plan, its limits bounded by what one node of `pool` can give; unbounded where no pool is planned. */
export function withLimits(ledger: Ledger, demand: WorkloadDemand, pool: NodePoolPlan | undefined): WorkloadPlan {
  const { path, workload, replicas, maximumReplicas, minimumAvailable, cpuRequest, memoryRequest, volumes, turn } =
    demand;
  return {
    zone: workload.zone,
    replicas,
    maximumReplicas,
    minimumAvailable,
    cpuRequest,
    cpuLimit: enterLimit(ledger, `${path}.cpuLimit`, {
      request: cpuRequest,
      factor: ledger.figure("cpu-limit", planningDecisions.cpuLimit),
      bound: pool?.allocatableCpu,
    }),
    memoryRequest,
    memoryLimit: enterLimit(ledger, `${path}.memoryLimit`, {
      request: memoryRequest,
      factor: ledger.figure("memory-limit", planningDecisions.memoryLimit),
      bound: pool?.allocatableMemory,
    }),
    volumes,
    ...(turn === undefined ? {} : { turn }),
  };
}

interface LimitInput<U extends "millicores" | "MiB"> {
  readonly request: Derived<U>;
  readonly factor: Derived<"1">;
  readonly bound: Derived<U> | undefined;
}

function enterLimit<U extends "millicores" | "MiB">(
  ledger: Ledger,
  path: string,
  { request, factor, bound }: LimitInput<U>,
): Derived<U> {
  const wished = Math.ceil(request.value * factor.value);
  const capped = bound !== undefined && bound.value < wished;
  return ledger.derive(
    path,
    { value: capped ? bound.value : wished, unit: request.unit },
    {
      rule: "limit",
      from: [request, factor, ...(bound === undefined ? [] : [bound])],
      because: `${describe(request)} x ${describe(factor)}${capped ? `, at most the ${describe(bound)} of one node` : ""}`,
    },
  );
}
