import type { Environment } from "../../environments/schema";
import type { Flow, Footprint, Party } from "../../language";
import { servicesOf } from "../../suites";
import {
  databaseDumps,
  databaseInstances,
  restoreDrill,
  secretsServer,
  secretsServerPods,
  type SecretsProduct,
} from "../../catalog";
import { gatekeeper } from "../../catalog/footprints/gatekeeper";
import { dumpsDatabases, placeDatabaseClusters } from "../placement";
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
import { keyServicePort } from "./key-service-port";
import { pods } from "./parties";
import { alertFlows } from "./alert-flows";
import { nameFlows } from "./service-flows";

/** Connections of third-party components, as their footprints declare them, and of the caches. */
export function componentFlows(
  environment: Pick<Environment, "suite" | "site" | "tenancy" | "alerts" | "parts" | "mesh">,
): readonly Flow[] {
  const components = installedFootprints(environment);
  const keyPort = keyServicePort(environment.site);
  const known = new Set(
    components.flatMap(({ component, pods: all }) => Object.keys(all).map((pod) => `${component}/${pod}`)),
  );
  return [
    ...components
      .flatMap((footprint) => footprintFlows(footprint, components))
      .flatMap((flow) => atKeyPort(flow, keyPort)),
    ...servicesOf(environment)
      .filter(({ needs }) => needs.cache !== undefined)
      .flatMap(({ name }) => nameFlows(`cache/${name}`)),
    ...readinessFlows(placeDatabaseClusters(environment).map(({ name }) => name)),
    ...drillFlows(placeDatabaseClusters(environment).map(({ name }) => name)),
    ...dumpFlows(environment),
    ...snapshotFlows(environment.parts.secrets),
    ...secretsDrillFlows(environment.parts.secrets, keyPort),
    ...initializationFlows(environment.parts.secrets),
    ...definitionFlows(),
    ...alertFlows(environment),
  ].filter(({ to }) => to.kind !== "pods" || known.has(to.id));
}

/** Key services listen where their cloud wants; where there is none, nobody calls it. */
const atKeyPort = (flow: Flow, port: number | undefined): readonly Flow[] =>
  flow.to.kind !== "key-service" ? [flow] : port === undefined ? [] : [{ ...flow, port }];

/** The wait for the database finds it by name and asks whether it answers. */
function readinessFlows(clusters: readonly string[]): readonly Flow[] {
  const wait = `${databaseNamespace}/${databaseReadiness}`;
  return [
    ...nameFlows(wait),
    ...clusters.map((cluster): Flow => ({
      from: pods(wait),
      to: pods(databaseInstances(cluster)),
      port: 5432,
      protocol: "TCP",
      because: "waits for the database",
    })),
  ];
}

/** The drill counts in every database and in what was restored of it, which it has the operator make. */
function drillFlows(clusters: readonly string[]): readonly Flow[] {
  const drill = `${databaseNamespace}/${databaseDrill}`;
  const from = pods(drill);
  if (clusters.length === 0) return [];
  return [
    ...nameFlows(drill),
    ...[...clusters, restoreDrill.name].map((cluster): Flow => ({
      from,
      to: pods(databaseInstances(cluster)),
      port: 5432,
      protocol: "TCP",
      because: "compares what an archive brings back with what it was made of",
    })),
    {
      from,
      to: { kind: "kubernetes-api" },
      port: 443,
      protocol: "TCP",
      because: "makes the cluster that a drill restores into, and deletes it",
    },
  ];
}

/** Dumps read tenants' databases, ask for keys, and leave the site encrypted. */
function dumpFlows(environment: Pick<Environment, "suite" | "tenancy" | "parts">): readonly Flow[] {
  if (!dumpsDatabases(environment)) return [];
  const id = `${databaseDumps.namespace}/${databaseDumps.workload}`;
  const from = pods(id);
  return [
    ...nameFlows(id),
    ...dumpedClusters(environment).map((cluster): Flow => ({
      from,
      to: pods(databaseInstances(cluster)),
      port: 5432,
      protocol: "TCP",
      because: "dumps a tenant's database for its archive",
    })),
    {
      from,
      to: pods(secretsServerPods(secretsServer(environment.parts.secrets))),
      port: 8200,
      protocol: "TCP",
      because: "asks for a key that closes one dump, and has it closed under the tenant's",
    },
    {
      from,
      to: { kind: "object-storage" },
      port: 443,
      protocol: "TCP",
      because: "keeps encrypted dumps of tenants' databases in another region",
    },
  ];
}

/** Clusters with databases that are one tenant's: those of a shared platform's own services hold everybody's. */
const dumpedClusters = (environment: Pick<Environment, "suite" | "tenancy">): readonly string[] =>
  placeDatabaseClusters(environment)
    .filter(({ owner }) => owner.kind === "cell" || environment.tenancy.kind === "dedicated")
    .map(({ name }) => name);

/** The wait for the policies' kinds asks the API server for them. */
function definitionFlows(): readonly Flow[] {
  const id = `${gatekeeper.component}/${admissionDefinitions}`;
  return [
    ...nameFlows(id),
    {
      from: pods(id),
      to: { kind: "kubernetes-api" },
      port: 443,
      protocol: "TCP",
      because: "waits until every policy has a kind of its own",
    },
  ];
}

/** Snapshots of the secrets go to object storage and come from there. */
function snapshotFlows(product: SecretsProduct): readonly Flow[] {
  const server = secretsServer(product);
  const id = `${server.footprint.component}/${secretSnapshots}`;
  const from = pods(id);
  return [
    ...nameFlows(id),
    {
      from,
      to: pods(secretsServerPods(server)),
      port: 8200,
      protocol: "TCP",
      because: "takes a snapshot of the secrets, or reads one back",
    },
    {
      from,
      to: { kind: "object-storage" },
      port: 443,
      protocol: "TCP",
      because: "keeps snapshots of the secrets in another region",
    },
  ];
}

/** What a snapshot is restored into reaches none of the servers, and nobody reaches it. */
function secretsDrillFlows(product: SecretsProduct, keyPort: number | undefined): readonly Flow[] {
  const id = `${secretsServer(product).footprint.component}/${secretsDrill}`;
  const from = pods(id);
  return [
    ...nameFlows(id),
    {
      from,
      to: { kind: "object-storage" },
      port: 443,
      protocol: "TCP",
      because: "fetches the newest snapshot of the secrets",
    },
    ...(keyPort === undefined
      ? []
      : [
          {
            from,
            to: { kind: "key-service" as const },
            port: keyPort,
            protocol: "TCP" as const,
            because: "unseals what was restored with the key that the servers unseal with",
          },
        ]),
    {
      from,
      to: { kind: "kubernetes-api" },
      port: 443,
      protocol: "TCP",
      because: "what was restored asks whose token the drill shows it",
    },
  ];
}

/** OpenBao opens itself; Vault is opened by a job, which leaves what only people can read with the cluster. */
function initializationFlows(product: SecretsProduct): readonly Flow[] {
  const server = secretsServer(product);
  const id = `${server.footprint.component}/${secretsInitialization}`;
  const from = pods(id);
  switch (product) {
    case "openbao":
      return [];
    case "vault":
      return [
        ...nameFlows(id),
        {
          from,
          to: pods(secretsServerPods(server)),
          port: 8200,
          protocol: "TCP",
          because: "initializes the servers and lets Terraform in",
        },
        {
          from,
          to: { kind: "kubernetes-api" },
          port: 443,
          protocol: "TCP",
          because: "keeps the encrypted parts of the recovery key where their holders find them",
        },
      ];
  }
}

function footprintFlows({ component, pods: all }: Footprint, components: readonly Footprint[]): Flow[] {
  return Object.entries(all).flatMap(([pod, { reaches, receives }]) => {
    const self = pods(`${component}/${pod}`);
    return [
      ...reaches.flatMap(({ to, ...way }) =>
        targets(to, way.port, components).map((target) => ({ from: self, to: target, ...way })),
      ),
      ...receives.map(({ from, ...way }) => ({ from, to: self, ...way })),
    ];
  });
}

/** "All pods" means every component that listens on the port; services declare their metrics themselves. */
function targets(to: Party, port: number, components: readonly Footprint[]): readonly Party[] {
  if (to.kind !== "all-pods") return [to];
  return components.flatMap(({ component, pods: all }) =>
    Object.entries(all)
      .filter(([, { ports }]) => Object.values(ports).some((open) => open.port === port))
      .map(([pod]) => pods(`${component}/${pod}`)),
  );
}
