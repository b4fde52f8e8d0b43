import type { Exposure, ServiceDefinition } from "../../../language";

type Web = Extract<Exposure, { kind: "https" }>;

/** A workload that people reach through the gateway, at one of its ports. */
export interface Exposed {
  readonly service: ServiceDefinition;
  readonly workload: string;
  readonly port: number;
  /** Every exposure that leads there. */
  readonly exposures: readonly Web[];
}

/** Everything that services expose on the web, once however many names lead there. */
export const exposedOn = (services: readonly ServiceDefinition[]): readonly Exposed[] =>
  services.flatMap((service) => {
    const found = new Map<string, Exposed>();
    for (const exposure of service.exposes) {
      if (exposure.kind !== "https") continue;
      const { workload } = exposure;
      const port = service.workloads[workload]?.ports[exposure.port]?.port;
      if (port === undefined) continue;
      const key = `${workload}:${String(port)}`;
      const exposures = [...(found.get(key)?.exposures ?? []), exposure];
      found.set(key, { service, workload, port, exposures });
    }
    return [...found.values()];
  });

/** Name of what is exposed: of its service, and of the workload where others of the service are exposed as well. */
export const nameOf = ({ service, workload }: Pick<Exposed, "service" | "workload">): string =>
  `${service.name}-${workload}`;
