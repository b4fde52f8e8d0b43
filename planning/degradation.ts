import type { Environment } from "../environments/schema";
import { isLongRunning, type DegradationPlan } from "../language";
import { servicesOf } from "../suites";

/** One process that starts empty: a second one would not make it safer, and a new one is there within a minute. */
const aloneAsCache =
  "one cache that starts empty: whoever needs it waits until Kubernetes has started another, on any node";

/** What services declare of their dependencies, and which of their pods run alone. */
export function planDegradation(environment: Pick<Environment, "suite" | "tenancy">): DegradationPlan {
  const services = servicesOf(environment);
  return {
    services: Object.fromEntries(services.map(({ name, without }) => [name, without])),
    alone: Object.fromEntries(
      services.flatMap(({ name, workloads, needs }) => [
        ...Object.entries(workloads).flatMap(([workload, { alone, ...rest }]) =>
          alone === undefined || !isLongRunning(rest) ? [] : [[`${name}/${workload}`, alone] as const],
        ),
        ...(needs.cache === undefined ? [] : [[`cache/${name}`, aloneAsCache] as const]),
      ]),
    ),
  };
}
