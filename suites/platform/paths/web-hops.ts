import { proxyPort } from "../../../catalog";
import type { Bystander, Hop, ServiceDefinition } from "../../../language";
import { identity } from "../identity";
import type { Exposed } from "./exposed";

/** The first hop of everything on the web. */
export const fromClient: Hop = {
  kind: "edge",
  name: "Client",
  from: { kind: "outside" },
  to: { kind: "gateway" },
  port: proxyPort(443),
  passage: "load-balancer",
  entrance: { kind: "hops-alone", others: [] },
};

/** The hop from the gateway to what is exposed. */
export const toService = (exposed: Exposed, services: readonly ServiceDefinition[]): Hop => ({
  kind: "edge",
  name: "Service",
  from: { kind: "gateway" },
  to: { kind: "workload", service: exposed.service.name, workload: exposed.workload },
  port: exposed.port,
  passage: "route",
  entrance:
    exposed.service.name === identity.name
      ? {
          kind: "credentials",
          because: "every program shows a secret of its own and people a password; nobody else is answered",
        }
      : { kind: "hops-alone", others: bystanders(exposed, services) },
});

/** Whoever else may call it inside the cluster: nobody where people must have signed in at the gateway. */
function bystanders(
  { service, workload, port, exposures }: Exposed,
  services: readonly ServiceDefinition[],
): readonly Bystander[] {
  if (exposures.some(({ access }) => access === "signed-in")) return [];
  const target = service.workloads[workload];
  const scraped = target?.metrics !== undefined && target.ports[target.metrics.port]?.port === port;
  return [
    ...services.flatMap((caller) =>
      Object.entries(caller.workloads).flatMap(([name, { egress }]): readonly Bystander[] =>
        egress.some(
          (way) =>
            way.kind === "service" &&
            way.service === service.name &&
            way.workload === workload &&
            target?.ports[way.port]?.port === port,
        )
          ? [
              {
                from: { kind: "workload", service: caller.name, workload: name },
                because: `${caller.name} declares the call, and ${service.name} decides itself who may do what`,
              },
            ]
          : [],
      ),
    ),
    ...(scraped
      ? [{ from: { kind: "monitoring" } as const, because: "monitoring reads its figures on the same port" }]
      : []),
  ];
}
