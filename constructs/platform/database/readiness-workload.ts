import { postgresqlImage } from "../../../catalog";
import {
  enforced,
  figure,
  mebibytes,
  millicores,
  quantity,
  type Derived,
  type Unit,
  type Workload,
  type WorkloadPlan,
} from "../../../language";

const decided = { kind: "decision", ref: "a shell that asks once every five seconds", date: "2026-11-21" } as const;

const cpu = figure(millicores(10), "processor of the wait for the database", decided);
const memory = figure(mebibytes(32), "memory of the wait for the database", decided);
const once = figure(quantity(1, "replicas"), "one wait", decided);

/**
 * Ends when every database cluster answers. Helm calls a release of custom resources done while no pod of theirs exists; with this
 * job in it, and `wait_for_jobs`, the release is done when the database is.
 */
export const readinessWorkload = (hosts: readonly string[], version: "17" | "15"): Workload => ({
  zone: "data",
  running: { kind: "once" },
  activity: "every-site",
  image: postgresqlImage(version),
  user: { uid: 26, gid: 26 },
  command: [
    "sh",
    "-c",
    hosts.map((host) => `until pg_isready --host=${host} --timeout=3; do sleep 5; done`).join("; "),
  ],
  ports: {},
  environment: () => ({}),
  files: () => ({}),
  volumes: {},
  mounts: [],
  preparation: [],
  sizing: { kind: "fixed", replicas: once, footing: { cpu, memory } },
  readOnlyRoot: enforced,
  bindsLowPorts: { kind: "never" },
  egress: [],
});

/** What the wait takes: too little, and for too short a time, to be planned for. */
export const readinessPlan: WorkloadPlan = {
  zone: "data",
  replicas: stated(once),
  maximumReplicas: stated(once),
  minimumAvailable: stated(quantity(0, "replicas")),
  cpuRequest: stated(cpu),
  cpuLimit: stated(millicores(100)),
  memoryRequest: stated(memory),
  memoryLimit: stated(mebibytes(64)),
  volumes: {},
};

function stated<U extends Unit>({ value, unit }: { readonly value: number; readonly unit: U }): Derived<U> {
  return { value, unit, rule: "figure", from: [], because: "a wait at installation, not a load", source: decided };
}
