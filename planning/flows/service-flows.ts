import type { Environment } from "../../environments/schema";
import {
  asksAuthorization,
  authorizationName,
  authorizationPorts,
  busPort,
  busWorkloads,
  objectGatewayPort,
  signInPort,
  signInWorkload,
  type Flow,
  type ServiceDefinition,
  type StorageIdentity,
  type Workload,
} from "../../language";
import { busName, objectStoreName, servicesOf } from "../../suites";
import { databaseInstances, gatewayProxyId, kafkaCluster, kafkaPorts } from "../../catalog";
import {
  cachePort,
  databaseClusterOf,
  identityServerOf,
  objectStorePort,
  placeDatabaseClusters,
  type IdentityServer,
} from "../placement";
import { logAgent } from "./components";
import { pods } from "./parties";
import { isPublished } from "../placement";
import { challenged, solverId } from "./pod-sets";

/** Connections that the services of an environment declare: their needs, their exposures and their egress. */
export function serviceFlows(environment: Pick<Environment, "suite" | "tenancy" | "parts">): readonly Flow[] {
  const services = servicesOf(environment);
  return services.flatMap((service) => [
    ...exposureFlows(environment, service),
    ...certificateFlows(environment, service),
    ...authorizationFlows(environment, service),
    ...Object.entries(service.workloads).flatMap(([name, workload]) => [
      ...ownFlows(service, name, workload, clustersOf(environment, service), {
        services,
        identity: identityServerOf(environment),
      }),
      ...busFlows(environment.suite, service, name),
      ...egressFlows(service, name, workload, services),
      ...nameFlows(`${service.name}/${name}`),
      ...metricsFlows(service, name, workload),
      ...collectFlows(service, name, workload),
      ...probeFlows(service, name, workload),
    ]),
  ]);
}

/** Database clusters that instances of a service may be kept in: each tenant reaches that of its own cell alone. */
export function clustersOf(
  environment: Pick<Environment, "suite" | "tenancy">,
  service: ServiceDefinition,
): readonly string[] {
  if (environment.tenancy.kind === "dedicated" || service.tenancy !== "instance-per-tenant") {
    return [databaseClusterOf(environment, service, undefined)];
  }
  return placeDatabaseClusters(environment).flatMap(({ name, owner }) => (owner.kind === "cell" ? [name] : []));
}

function exposureFlows(
  environment: Pick<Environment, "tenancy" | "parts">,
  { name, exposes, workloads, tenancy }: ServiceDefinition,
): Flow[] {
  return exposes
    .filter((exposure) => isPublished(environment, tenancy, exposure))
    .map((exposure) => ({
      from: pods(gatewayProxyId(environment.parts.gateway)),
      to: pods(`${name}/${exposure.workload}`),
      port: workloads[exposure.workload]?.ports[exposure.port]?.port ?? 0,
      protocol: "TCP",
      because: `${name} is exposed as ${exposure.label}`,
    }));
}

/** The same question for every such route: the proxies ask one service; and where they can't sign people in, what does so beside each. */
function authorizationFlows({ parts }: Pick<Environment, "parts">, service: ServiceDefinition): readonly Flow[] {
  if (!asksAuthorization(service)) return [];
  const from = pods(gatewayProxyId(parts.gateway));
  const asks = (port: number): Flow => ({
    from,
    to: pods(`${authorizationName}/opa`),
    port,
    protocol: "TCP",
    because: "asks who may reach what, and lets nobody pass without an answer",
  });
  switch (parts.gateway) {
    case "envoy":
      return [asks(authorizationPorts.grpc)];
    case "kong":
      return [
        asks(authorizationPorts.http),
        {
          from,
          to: pods(`${service.name}/${signInWorkload}`),
          port: signInPort,
          protocol: "TCP",
          because: `asks who signed in before ${service.name}, and leads people there to do so`,
        },
      ];
  }
}

function certificateFlows(environment: Pick<Environment, "tenancy" | "parts">, service: ServiceDefinition): Flow[] {
  const { name } = service;
  if (!challenged(environment, service)) return [];
  return [
    {
      from: pods(gatewayProxyId(environment.parts.gateway)),
      to: pods(solverId(name)),
      port: 8089,
      protocol: "TCP",
      because: `a certificate authority asks ${name} to prove its name`,
    },
  ];
}

/** What a workload reaches by what its service needs: most all of it, few a part. */
function ownFlows(
  service: ServiceDefinition,
  name: string,
  { atStorage, carries }: Workload,
  clusters: readonly string[],
  beside: Beside,
): readonly Flow[] {
  if (atStorage !== undefined) return storageFlows(service, name, atStorage);
  return carries === undefined
    ? needFlows(service, name, clusters, beside)
    : carrierFlows(service, name, beside.services);
}

/** What stands beside a service: the others, and whom all of them ask who signed in. */
interface Beside {
  readonly services: readonly ServiceDefinition[];
  readonly identity: IdentityServer;
}

/** A carrier reaches the bucket it reads and the one it writes. */
const carrierFlows = (
  { name, workloads }: ServiceDefinition,
  workload: string,
  services: readonly ServiceDefinition[],
): readonly Flow[] => {
  const from = pods(`${name}/${workload}`);
  const outside: Flow = {
    from,
    to: { kind: "object-storage" },
    port: 443,
    protocol: "TCP",
    because: `carries objects of ${name} to where they survive the site`,
  };
  return [
    outside,
    ...bucketTargets(name, workloads, services)
      .filter(([{ kind }]) => kind === "pods")
      .map(([to, port]): Flow => ({ from, to, port, protocol: "TCP", because: `reads the objects of ${name}` })),
  ];
};

/** Who signs in at the cloud's own object storage reaches it, and nothing else that its service needs. */
const storageFlows = ({ name }: ServiceDefinition, workload: string, identity: StorageIdentity): Flow[] => [
  {
    from: pods(`${name}/${workload}`),
    to: { kind: "object-storage" },
    port: 443,
    protocol: "TCP",
    because: reasonAtStorage(name, identity),
  },
];

function reasonAtStorage(service: string, { kind }: StorageIdentity): string {
  switch (kind) {
    case "gateway":
      return `speaks S3 for ${service} before the cloud's own object storage, and signs in there first`;
    case "reader":
      return `reads objects of ${service} in the cloud's own object storage, and signs in there first`;
  }
}

/** Those of a service's needs that are named. */
const only = (needs: ServiceDefinition["needs"], named: readonly string[]): ServiceDefinition["needs"] =>
  Object.fromEntries(Object.entries(needs).filter(([need]) => named.includes(need)));

function needFlows(
  { name, needs: all, workloads }: ServiceDefinition,
  workload: string,
  clusters: readonly string[],
  { services, identity }: Beside,
): Flow[] {
  const from = pods(`${name}/${workload}`);
  const flow = (to: Flow["to"], port: number, because: string): Flow => ({ from, to, port, protocol: "TCP", because });
  const reached = workloads[workload]?.reaches;
  const needs = reached === undefined ? all : only(all, reached);
  return [
    ...(needs.database === undefined
      ? []
      : clusters.map((cluster) => flow(pods(databaseInstances(cluster)), 5432, `${name} needs a database`))),
    ...(needs.cache === undefined ? [] : [flow(pods(`cache/${name}`), cachePort, `${name} needs a cache`)]),
    ...(needs.buckets === undefined
      ? []
      : bucketTargets(name, workloads, services).map(([to, port]) => flow(to, port, `${name} needs buckets`))),
    ...(needs.oidc === undefined
      ? []
      : [flow(pods(`identity/${identity.workload}`), identity.port, `${name} verifies who signed in`)]),
  ];
}

/** Those that publish or read, and the task that prepares it, reach the bus; nobody else does. */
function busFlows(
  suite: Environment["suite"],
  { name, needs: { bus } }: ServiceDefinition,
  workload: string,
): readonly Flow[] {
  if (bus === undefined || !busWorkloads(bus).includes(workload)) return [];
  const from = pods(`${name}/${workload}`);
  const because = `${name} publishes or reads topics`;
  if (suite.bus === "kafka") {
    return [{ from, to: pods(`${kafkaCluster.name}/kafka`), port: kafkaPorts.clients, protocol: "TCP", because }];
  }
  return busName in suite.services
    ? [{ from, to: pods(`${busName}/nats`), port: busPort, protocol: "TCP", because }]
    : [];
}

/** Where the buckets of a service are reached: at the cloud's object storage, at its own gateways to it, or at the store in the cluster. */
export function bucketTargets(
  name: string,
  workloads: ServiceDefinition["workloads"],
  services: readonly ServiceDefinition[],
): readonly (readonly [Flow["to"], number])[] {
  if (services.some((service) => service.name === objectStoreName)) {
    return [[pods(`${objectStoreName}/garage`), objectStorePort]];
  }
  const gateways = Object.entries(workloads).filter(([, { atStorage }]) => atStorage?.kind === "gateway");
  return gateways.length === 0
    ? [[{ kind: "object-storage" }, 443]]
    : gateways.map(([gateway]) => [pods(`${name}/${gateway}`), objectGatewayPort] as const);
}

function egressFlows(
  { name }: ServiceDefinition,
  workload: string,
  { egress }: Workload,
  services: readonly ServiceDefinition[],
): Flow[] {
  const from = pods(`${name}/${workload}`);
  return egress.flatMap((way): Flow[] => {
    switch (way.kind) {
      case "internet":
        return [{ from, to: { kind: "internet" }, port: way.port, protocol: way.protocol, because: way.reason }];
      case "component":
        return [{ from, to: pods(way.pods), port: way.port, protocol: "TCP", because: way.reason }];
      case "service": {
        const target = services.find((service) => service.name === way.service);
        const port = target?.workloads[way.workload]?.ports[way.port];
        // A service that the architect left out of the suite is not called.
        return port === undefined
          ? []
          : [
              {
                from,
                to: pods(`${way.service}/${way.workload}`),
                port: port.port,
                protocol: port.protocol,
                because: `${name} calls ${way.service}`,
              },
            ];
      }
    }
  });
}

/** Look-ups of names, which every pod needs. */
export function nameFlows(id: string): Flow[] {
  return (["UDP", "TCP"] as const).map((protocol) => ({
    from: pods(id),
    to: { kind: "cluster-dns" },
    port: 53,
    protocol,
    because: "resolves names",
  }));
}

function metricsFlows({ name }: ServiceDefinition, workload: string, { metrics, ports }: Workload): Flow[] {
  const port = metrics === undefined ? undefined : ports[metrics.port];
  return port === undefined
    ? []
    : [
        {
          from: pods("kube-prometheus-stack/prometheus"),
          to: pods(`${name}/${workload}`),
          port: port.port,
          protocol: "TCP",
          because: `monitoring scrapes ${name}`,
        },
      ];
}

/** Agents hand over what others write. */
const collectFlows = ({ name }: ServiceDefinition, workload: string, { collects, ports }: Workload): Flow[] => {
  const port = collects === undefined ? undefined : ports[collects.port];
  return port === undefined
    ? []
    : [
        {
          from: pods(logAgent),
          to: pods(`${name}/${workload}`),
          port: port.port,
          protocol: "TCP",
          because: `${name} collects what others write`,
        },
      ];
};

/** Probes of the kubelet: most networks let a node's own processes in unasked, the mesh's address for them not all. */
function probeFlows({ name }: ServiceDefinition, workload: string, { probes, ports }: Workload): Flow[] {
  if (probes === undefined) return [];
  const probed = [probes.startup, probes.liveness, probes.readiness].flatMap((probe) =>
    probe.kind === "command" ? [] : (ports[probe.port]?.port ?? []),
  );
  return [...new Set(probed)].map((port) => ({
    from: { kind: "nodes" },
    to: pods(`${name}/${workload}`),
    port,
    protocol: "TCP",
    because: `kubelet asks whether ${name} lives and is ready`,
    by: "kubelet",
  }));
}
