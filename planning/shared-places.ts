import { planningDecisions } from "../catalog";
import { describe, replicas, type Derived } from "../language";
import { figureId, type Ledger } from "./ledger";
import { mostAtOnce } from "./turns";
import type { WorkloadDemand } from "./workloads";

/** Demands in which the same task of many tenants counts as often as runs at once, where its instances take turns and each ends in time. */
export function sharePlaces(ledger: Ledger, demands: readonly WorkloadDemand[]): readonly WorkloadDemand[] {
  const taken = new Map<string, Turn[]>();
  for (const demand of demands) {
    const turn = turnOf(demand);
    if (turn === undefined) continue;
    const known = taken.get(turn.task);
    if (known === undefined) taken.set(turn.task, [turn]);
    else known.push(turn);
  }
  return demands.flatMap((demand) => {
    const turn = turnOf(demand);
    const turns = turn === undefined ? undefined : taken.get(turn.task);
    if (turn === undefined || turns === undefined || turns.length === 1) return [demand];
    return turns[0]?.demand === demand ? [inPlaces(demand, turn.task, enterPlaces(ledger, turn, turns))] : [];
  });
}

/** One tenant's turn of a task. */
interface Turn {
  /** Name of the task in every tenant. */
  readonly task: string;
  readonly demand: WorkloadDemand;
  readonly schedule: string;
  readonly deadline: NonNullable<Extract<WorkloadDemand["workload"]["running"], { kind: "scheduled" }>["deadline"]>;
}

/** Undefined for what takes no turns, and for what nothing ends. */
function turnOf(demand: WorkloadDemand): Turn | undefined {
  const { shared: task, turn: schedule, workload } = demand;
  const deadline = workload.running.kind === "scheduled" ? workload.running.deadline : undefined;
  return task === undefined || schedule === undefined || deadline === undefined
    ? undefined
    : { task, demand, schedule, deadline };
}

function enterPlaces(ledger: Ledger, { task, deadline }: Turn, turns: readonly Turn[]): Derived<"replicas"> {
  const id = figureId(task.replace("/", "-"));
  const longest = ledger.figure(figureId(id, "deadline"), deadline);
  const margin = ledger.figure("turn-margin", planningDecisions.turnMargin);
  const each = turns.map(({ demand }) => demand.replicas);
  const schedules = turns.map(({ schedule }) => schedule);
  return ledger.load(figureId(id, "at-once"), replicas(mostAtOnce(schedules, (longest.value + margin.value) / 60)), {
    rule: "places-by-turns",
    from: [longest, margin, ...each],
    because: `${String(turns.length)} tenants, each in its turn and there for at most ${describe(longest)} + ${describe(margin)}: the most at once in a week`,
  });
}

/** As one task of the platform: whose turn it is, nobody can say once and for all. */
const inPlaces = (
  { shared: _, ...demand }: WorkloadDemand,
  task: string,
  places: Derived<"replicas">,
): WorkloadDemand => ({
  ...demand,
  id: task,
  replicas: places,
  maximumReplicas: places,
});
