import { restoreDrill } from "../catalog";
import { describe, mebibytes, replicas, type DatabaseClusterPlan, type RestoreDrillPlan } from "../language";
import type { PlannedPods } from "./footprint-demand";
import { fixedCount, footprintPod, footprintRequests } from "./footprint-pod";
import type { Ledger } from "./ledger";

/** Room for one restored instance, whichever database it is of: drills take turns. Undefined where there is no database. */
export function enterDrill(
  ledger: Ledger,
  databases: Readonly<Record<string, DatabaseClusterPlan>>,
): RestoreDrillPlan | undefined {
  const volumes = Object.values(databases).map(({ storage }) => storage);
  if (volumes.length === 0) return undefined;
  const pod = footprintPod(restoreDrill.name, "instance");
  const requests = footprintRequests(ledger, restoreDrill.name, "instance", pod);
  const one = fixedCount(
    ledger,
    { component: restoreDrill.name, title: "a restore drill" },
    "instance",
    1,
    pod.cpu.source.date,
  );
  return {
    instances: ledger.derive("drill.instances", replicas(one.value), {
      rule: "drill-instances",
      from: [one],
      because: `${describe(one)} at a time`,
    }),
    cpuRequest: ledger.derive("drill.cpuRequest", requests.cpu, {
      rule: "pod-request",
      from: [requests.cpu],
      because: `${describe(requests.cpu)}, as its footprint says`,
    }),
    memoryRequest: ledger.derive("drill.memoryRequest", requests.memory, {
      rule: "pod-request",
      from: [requests.memory],
      because: `${describe(requests.memory)}, as its footprint says`,
    }),
    storage: ledger.derive("drill.storage", mebibytes(Math.max(...volumes.map(({ value }) => value))), {
      rule: "drill-volume",
      from: volumes,
      because: `the largest of ${volumes.map((volume) => describe(volume)).join(", ")}`,
    }),
  };
}

/** The restored instance as planning counts pods. */
export const drillPods = (drill: RestoreDrillPlan | undefined): Readonly<Record<string, PlannedPods>> =>
  drill === undefined
    ? {}
    : {
        "drill.instances": {
          count: drill.instances,
          cpu: drill.cpuRequest,
          memory: drill.memoryRequest,
          volumes: [drill.storage],
          passing: true,
        },
      };

/** When a cluster's drill takes place. */
export interface DrillTurn {
  /** Five fields of cron, in UTC. */
  readonly schedule: string;
  /** Most days between two of its turns. */
  readonly everyDays: number;
}

/** Drills begin at these hours, four apart: one ends, and what it left is deleted, before the next begins. */
const hours = [3, 7, 11, 15, 19, 23] as const;
const daysOfWeek = 7;
/** Days that every month has. */
const daysOfMonth = 28;

/**
 * The turn of one of `count` clusters, each alone in its hours: every week, every month where a week has too few turns, every other month
 * where a month has.
 */
export function drillTurn(index: number, count: number): DrillTurn {
  const hour = (slot: number): string => `0 ${String(hours[slot % hours.length] ?? 0)}`;
  const day = Math.floor(index / hours.length);
  if (count <= daysOfWeek) return { schedule: `0 3 * * ${String(index % daysOfWeek)}`, everyDays: daysOfWeek };
  if (count <= hours.length * daysOfWeek) {
    return { schedule: `${hour(index)} * * ${String(day % daysOfWeek)}`, everyDays: daysOfWeek };
  }
  const dayOfMonth = String(1 + (day % daysOfMonth));
  if (count <= hours.length * daysOfMonth) return { schedule: `${hour(index)} ${dayOfMonth} * *`, everyDays: 31 };
  const first = day < daysOfMonth ? "1-11/2" : "2-12/2";
  return { schedule: `${hour(index)} ${dayOfMonth} ${first} *`, everyDays: 62 };
}

/** When what a drill left behind is deleted, whatever became of it: a quarter of an hour before each turn. */
export const drillClearing = `45 ${hours.map((hour) => String(hour - 1)).join(",")} * * *`;
