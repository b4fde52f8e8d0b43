import { App, Chart } from "cdk8s";
import { ServiceWorkload } from "../../../constructs/application/service-workload";
import {
  mirrorAt,
  type Derived,
  type ServiceDefinition,
  type Unit,
  type Workload,
  type WorkloadPlan,
} from "../../../language";
import { surroundingsOf } from "../../../planning/placement";
import { defineEnvironment } from "../../../index";
import { facts } from "../../environments/facts";

export const planned = <U extends Unit>(value: number, unit: U): Derived<U> => ({
  value,
  unit,
  rule: "fact",
  from: [],
  because: "a test says so",
  source: { kind: "environment", ref: "test", date: "2026-11-21" },
});

export const workloadPlan = (changes: Partial<WorkloadPlan> = {}): WorkloadPlan => ({
  zone: "services",
  replicas: planned(3, "replicas"),
  maximumReplicas: planned(6, "replicas"),
  minimumAvailable: planned(2, "replicas"),
  cpuRequest: planned(100, "millicores"),
  cpuLimit: planned(400, "millicores"),
  memoryRequest: planned(256, "MiB"),
  memoryLimit: planned(384, "MiB"),
  volumes: {},
  ...changes,
});

/** One object of a rendered chart, as far as the tests look into it. */
export type Rendered = Readonly<Record<string, unknown>> & { readonly kind: string };

/** Renders one workload of a service, optionally changed, and returns its objects by kind. */
export function renderWorkload(
  service: ServiceDefinition,
  name: string,
  changes: {
    readonly workload?: Partial<Workload>;
    readonly plan?: Partial<WorkloadPlan>;
    readonly active?: boolean;
  } = {},
): Readonly<Record<string, Rendered>> {
  const environment = defineEnvironment(facts);
  const workload = service.workloads[name];
  if (workload === undefined) throw new Error(`${service.name} has no workload ${name}`);
  const chart = new Chart(new App(), "chart", { namespace: service.name });
  new ServiceWorkload(chart, name, {
    service,
    plan: { workloads: { [name]: workloadPlan(changes.plan) } },
    at: surroundingsOf(environment, environment.site, service),
    mirror: mirrorAt("registry.zuid.example.eu"),
    pullSecret: "registry-pull",
    active: changes.active ?? true,
    storageClass: "encrypted",
    name,
    workload: { ...workload, ...changes.workload },
    workloadPlan: workloadPlan(changes.plan),
  });
  const objects: readonly Rendered[] = JSON.parse(JSON.stringify(chart.toJson()));
  return Object.fromEntries(objects.map((object) => [object.kind, object]));
}
