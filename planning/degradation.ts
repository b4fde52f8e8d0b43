import { linkerdControlPlane } from "../catalog/footprints/linkerd";
import type { Environment } from "../environments/schema";
import { continues, isLongRunning, type Degradation, type DegradationPlan } from "../language";
import { servicesOf } from "../suites";

/** One process that starts empty: a second one would not make it safer, and a new one is there within a minute. */
const aloneAsCache =
  "one cache that starts empty: whoever needs it waits until Kubernetes has started another, on any node";

/** What every service does without the mesh's control plane, where the pods themselves ask it. */
function withoutMesh({ mesh }: Pick<Environment, "mesh">): Readonly<Record<string, Degradation>> {
  switch (mesh.kind) {
    case "istio-ambient":
      return {};
    case "linkerd":
      return {
        [linkerdControlPlane.component]: continues(
          "proxies go on with the destinations, policies and certificates that they have, these for a day; new pods wait",
        ),
      };
  }
}

/** What services declare of their dependencies, and which of their pods run alone. */
export function planDegradation(environment: Pick<Environment, "suite" | "tenancy" | "mesh">): DegradationPlan {
  const services = servicesOf(environment);
  return {
    services: Object.fromEntries(
      services.map(({ name, without }) => [name, { ...withoutMesh(environment), ...without }]),
    ),
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
