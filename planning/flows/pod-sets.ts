import type { Environment } from "../../environments/schema";
import type { NamespacePlan, PodSet } from "../../language";
import { servicesOf } from "../../suites";
import { cacheNamespace, workloadLabels } from "../placement";
import { databaseNamespace, databaseReadiness, installedFootprints, secretSnapshots } from "./components";

type ById<T> = Readonly<Record<string, T>>;

const byId = <T>(entries: readonly (readonly [string, T])[]): ById<T> =>
  Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : 1)));

/** Every namespace of a site with its zone and its Pod Security standard. */
export function planNamespaces(environment: Pick<Environment, "suite">): ById<NamespacePlan> {
  const restricted: NamespacePlan["podSecurity"] = { level: "restricted" };
  return byId([
    ...installedFootprints().map(({ namespace, zone, podSecurity }) => [namespace, { zone, podSecurity }] as const),
    ...servicesOf(environment).map(({ name }) => [name, { zone: "services", podSecurity: restricted }] as const),
    [cacheNamespace, { zone: "data", podSecurity: restricted }],
  ]);
}

/** Every set of pods that policies select, by id `<component>/<pod>`. */
export function planPodSets(environment: Pick<Environment, "suite">): ById<PodSet> {
  const services = servicesOf(environment);
  return byId([
    ...installedFootprints().flatMap(({ component, namespace, zone, pods }) =>
      Object.entries(pods).map(([pod, { labels }]) => [`${component}/${pod}`, { namespace, zone, labels }] as const),
    ),
    ...services.flatMap(({ name, workloads }) =>
      Object.entries(workloads).map(
        ([workload, { zone }]) =>
          [`${name}/${workload}`, { namespace: name, zone, labels: workloadLabels(name, workload) }] as const,
      ),
    ),
    ...services
      .filter(({ needs }) => needs.cache !== undefined)
      .map(
        ({ name }) =>
          [
            `cache/${name}`,
            { namespace: cacheNamespace, zone: "data", labels: workloadLabels(cacheNamespace, name) },
          ] as const,
      ),
    [
      `${databaseNamespace}/${databaseReadiness}`,
      { namespace: databaseNamespace, zone: "data", labels: workloadLabels(databaseNamespace, databaseReadiness) },
    ],
    [secretSnapshots, { namespace: "openbao", zone: "data", labels: workloadLabels("openbao", "snapshots") }],
    ...services
      .filter(({ needs }) => needs.certificate !== undefined)
      .map(({ name }) => [solverId(name), { namespace: name, zone: "services", labels: solverLabels }] as const),
  ]);
}

/** Pods that answer a certificate authority's challenge for a service with a certificate of its own. */
export const solverId = (service: string): string => `acme-solver/${service}`;

const solverLabels = { "acme.cert-manager.io/http01-solver": "true" } as const;
