import type { Environment } from "../../environments/schema";
import type { Flow, ServiceDefinition, Workload } from "../../language";
import { servicesOf } from "../../suites";
import { cachePort } from "../placement";
import { databaseInstance, gatewayProxy } from "./components";
import { pods } from "./parties";
import { solverId } from "./pod-sets";

/** Connections that the services of an environment declare: their needs, their exposures and their egress. */
export function serviceFlows(environment: Pick<Environment, "suite">): readonly Flow[] {
  const services = servicesOf(environment);
  return services.flatMap((service) => [
    ...exposureFlows(service),
    ...certificateFlows(service),
    ...Object.entries(service.workloads).flatMap(([name, workload]) => [
      ...needFlows(service, name),
      ...egressFlows(service, name, workload, services),
      ...nameFlows(`${service.name}/${name}`),
      ...metricsFlows(service, name, workload),
    ]),
  ]);
}

function exposureFlows({ name, exposes, workloads }: ServiceDefinition): Flow[] {
  return exposes.map((exposure) => ({
    from: pods(gatewayProxy),
    to: pods(`${name}/${exposure.workload}`),
    port: workloads[exposure.workload]?.ports[exposure.port]?.port ?? 0,
    protocol: "TCP",
    because: `${name} is exposed as ${exposure.label}`,
  }));
}

function certificateFlows({ name, needs }: ServiceDefinition): Flow[] {
  if (needs.certificate === undefined) return [];
  return [
    {
      from: pods(gatewayProxy),
      to: pods(solverId(name)),
      port: 8089,
      protocol: "TCP",
      because: `a certificate authority asks ${name} to prove its name`,
    },
  ];
}

function needFlows({ name, needs }: ServiceDefinition, workload: string): Flow[] {
  const from = pods(`${name}/${workload}`);
  const flow = (to: Flow["to"], port: number, because: string): Flow => ({ from, to, port, protocol: "TCP", because });
  return [
    ...(needs.database === undefined ? [] : [flow(pods(databaseInstance), 5432, `${name} needs a database`)]),
    ...(needs.cache === undefined ? [] : [flow(pods(`cache/${name}`), cachePort, `${name} needs a cache`)]),
    ...(needs.buckets === undefined ? [] : [flow({ kind: "object-storage" }, 443, `${name} needs buckets`)]),
    ...(needs.oidc === undefined ? [] : [flow(pods("identity/keycloak"), 8080, `${name} verifies who signed in`)]),
  ];
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
