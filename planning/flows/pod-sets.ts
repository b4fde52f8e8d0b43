import { databaseDumps, databaseInstances, restoreDrill, secretsServer } from "../../catalog";
import { acmeSolver } from "../../catalog/footprints/acme-solver";
import { gatekeeper } from "../../catalog/footprints/gatekeeper";
import type { Environment } from "../../environments/schema";
import { servicesOf, zoneBeside } from "../../suites";
import type { Footprint, MeshPlace, NamespacePlan, PodSet, PodSetOwner, ServiceDefinition } from "../../language";
import { cacheNamespace, dumpsDatabases, placeDatabaseClusters, servicesFor, workloadLabels } from "../placement";
import {
  admissionDefinitions,
  databaseDrill,
  databaseNamespace,
  databaseReadiness,
  installedFootprints,
  secretsDrill,
  secretSnapshots,
  secretsInitialization,
} from "./components";

type ById<T> = Readonly<Record<string, T>>;
type Chosen = Pick<Environment, "suite" | "tenancy" | "parts" | "mesh">;

const byId = <T>(entries: readonly (readonly [string, T])[]): ById<T> =>
  Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : 1)));

const restricted: NamespacePlan["podSecurity"] = { level: "restricted" };
const enrolled: MeshPlace = { kind: "enrolled" };
const inZone = (zone: NamespacePlan["zone"]): NamespacePlan => ({ zone, podSecurity: restricted, mesh: enrolled });

/** Every namespace of a site that is no tenant's, with its zone and its Pod Security standard. */
export function planNamespaces(environment: Chosen): ById<NamespacePlan> {
  const components = installedFootprints(environment);
  const services = servicesFor(environment, undefined);
  return byId(
    holding(
      [
        ...components.map(
          ({ namespace, zone, podSecurity, mesh = enrolled }) => [namespace, { zone, podSecurity, mesh }] as const,
        ),
        ...serviceNamespaces(services, environment.tenancy.kind === "dedicated"),
        ...(dumpsDatabases(environment) ? [[databaseDumps.namespace, inZone(databaseDumps.zone)] as const] : []),
      ],
      [...components.flatMap(holdersOfComponent), ...services.flatMap(holdersOfService)],
    ),
  );
}

/** Namespaces that every tenant has, by the name behind the tenant's id. */
export function planTenantNamespaces(environment: Pick<Environment, "suite" | "tenancy">): ById<NamespacePlan> {
  const services = servicesOf(environment).filter(({ tenancy }) => tenancy === "instance-per-tenant");
  return byId(holding(serviceNamespaces(services, false), services.flatMap(holdersOfService)));
}

/** Pods that keep something on volumes, and where. */
interface Holder {
  readonly namespace: string;
  readonly pods: string;
}

/** The same namespaces, each with the pods that keep something in it. */
const holding = (
  namespaces: readonly (readonly [string, NamespacePlan])[],
  holders: readonly Holder[],
): readonly (readonly [string, NamespacePlan])[] =>
  namespaces.map(([name, plan]) => {
    const holds = holders.filter(({ namespace }) => namespace === name).map(({ pods }) => pods);
    return [name, holds.length === 0 ? plan : { ...plan, holds: holds.sort() }];
  });

/** What a drill restores is gone when it ends. */
const holdersOfComponent = ({ component, namespace, pods }: Footprint): readonly Holder[] =>
  component === restoreDrill.name
    ? []
    : Object.entries(pods).flatMap(([pod, { volumes }]) =>
        volumes === 0 ? [] : [{ namespace, pods: `${component}/${pod}` }],
      );

const holdersOfService = ({ name, workloads }: ServiceDefinition): readonly Holder[] =>
  Object.entries(workloads).flatMap(([workload, { volumes }]) =>
    Object.values(volumes).some(({ kind }) => kind === "persistent")
      ? [{ namespace: name, pods: `${name}/${workload}` }]
      : [],
  );

function serviceNamespaces(
  services: readonly ServiceDefinition[],
  alwaysCaches: boolean,
): readonly (readonly [string, NamespacePlan])[] {
  const caches = alwaysCaches || services.some(({ needs }) => needs.cache !== undefined);
  return [
    ...services.map((service) => [service.name, inZone(zoneBeside(service))] as const),
    ...(caches ? [[cacheNamespace, inZone("data")] as const] : []),
  ];
}

/** Every set of pods that policies select, by id `<component>/<pod>`; sets of tenants stand for those of each. */
export function planPodSets(environment: Chosen): ById<PodSet> {
  const services = servicesOf(environment);
  const set = (owner: PodSetOwner | undefined, podSet: PodSet): PodSet =>
    owner === undefined ? podSet : { ...podSet, owner };
  const cells = new Map(
    placeDatabaseClusters(environment).flatMap(({ name, owner }): (readonly [string, PodSetOwner])[] =>
      owner.kind === "cell" ? [[databaseInstances(name), { kind: "database-cell", cell: name }]] : [],
    ),
  );
  return byId([
    ...installedFootprints(environment).flatMap(({ component, namespace, zone, pods }) =>
      Object.entries(pods).map(([pod, { labels, account }]) => {
        const id = `${component}/${pod}`;
        const mesh = ownPlace(id, environment);
        const podSet = { namespace, zone, labels, ...(mesh === undefined ? {} : { mesh }) };
        return [id, set(cells.get(id), withAccount(podSet, account))] as const;
      }),
    ),
    ...services.flatMap((service) =>
      Object.entries(service.workloads).map(([workload, { zone, door, account }]) => {
        const { name } = service;
        const labels = workloadLabels(name, workload);
        const podSet = withAccount({ namespace: name, zone, labels, ...(door === undefined ? {} : { door }) }, account);
        return [`${name}/${workload}`, set(ownerOf(environment, service), podSet)] as const;
      }),
    ),
    ...services
      .filter(({ needs }) => needs.cache !== undefined)
      .map((service) => {
        const labels = workloadLabels(cacheNamespace, service.name);
        const podSet = { namespace: cacheNamespace, zone: "data" as const, labels };
        return [`cache/${service.name}`, set(ownerOf(environment, service), podSet)] as const;
      }),
    ...[databaseReadiness, databaseDrill].map(
      (workload) =>
        [
          `${databaseNamespace}/${workload}`,
          {
            namespace: databaseNamespace,
            zone: "data" as const,
            labels: workloadLabels(databaseNamespace, workload),
          },
        ] as const,
    ),
    [
      `${gatekeeper.component}/${admissionDefinitions}`,
      {
        namespace: gatekeeper.namespace,
        zone: gatekeeper.zone,
        labels: workloadLabels(gatekeeper.namespace, admissionDefinitions),
      },
    ],
    ...secretsWorkloads(environment),
    ...(dumpsDatabases(environment) ? [dumpPods] : []),
    ...services
      .filter((service) => challenged(environment, service))
      .map((service) => {
        const podSet = { namespace: service.name, zone: "services" as const, labels: acmeSolver.labels };
        return [solverId(service.name), set(ownerOf(environment, service), podSet)] as const;
      }),
  ]);
}

/** One set for all tenants' dumps: what tells them apart is the token that each shows the secrets server. */
const dumpPods: readonly [string, PodSet] = [
  `${databaseDumps.namespace}/${databaseDumps.workload}`,
  {
    namespace: databaseDumps.namespace,
    zone: databaseDumps.zone,
    labels: workloadLabels(databaseDumps.namespace, databaseDumps.workload),
    account: databaseDumps.account,
  },
];

/** Our own pods beside the servers that hold the secrets. */
function secretsWorkloads({ parts }: Chosen): readonly (readonly [string, PodSet])[] {
  const { component, namespace, zone } = secretsServer(parts.secrets).footprint;
  const beside = (workload: string, account = workload): readonly [string, PodSet] => [
    `${component}/${workload}`,
    { namespace, zone, labels: workloadLabels(namespace, workload), account },
  ];
  // What a snapshot is restored into unseals as the servers do, and so as whom they do.
  const everywhere = [beside(secretSnapshots), beside(secretsDrill, component)];
  switch (parts.secrets) {
    case "openbao":
      return everywhere;
    case "vault":
      return [...everywhere, beside(secretsInitialization)];
  }
}

/** Where pods can't be in the mesh that the rest of their namespace is in. */
function ownPlace(id: string, { mesh }: Pick<Environment, "mesh">): MeshPlace | undefined {
  switch (mesh.kind) {
    case "istio-ambient":
      return undefined;
    case "linkerd":
      return id === gatewayController ? beforeLinkerd : undefined;
  }
}

const gatewayController = "envoy-gateway/controller";
const beforeLinkerd: MeshPlace = {
  kind: "outside",
  reason:
    "its release brings the definitions that cert-manager and the mesh wait for, so that it runs before the mesh does: the gateway's proxies ask it over mutual TLS of its own (xDS), and it tells monitoring its metrics",
};

const withAccount = (podSet: PodSet, account: string | undefined): PodSet =>
  account === undefined ? podSet : { ...podSet, account };

const ownerOf = ({ tenancy }: Pick<Environment, "tenancy">, service: ServiceDefinition): PodSetOwner | undefined =>
  tenancy.kind === "shared" && service.tenancy === "instance-per-tenant" ? { kind: "each-tenant" } : undefined;

/** Pods that answer a certificate authority's challenge for a service with a certificate of its own. */
export const solverId = (service: string): string => `acme-solver/${service}`;

/** True where certificates are ordered in a service's own namespace: always for one of its own, for public names as well where they are a tenant's. */
export const challenged = (
  { tenancy }: Pick<Environment, "tenancy">,
  { needs, exposes, tenancy: kind }: ServiceDefinition,
): boolean =>
  needs.certificate !== undefined ||
  (tenancy.kind === "shared" && kind === "instance-per-tenant" && exposes.some((exposure) => exposure.kind !== "tcp"));
