import type { CallOutHop, Hop, MailCallOut, PathEnd, ServiceDefinition } from "../../language";

/** Every service that runs, by name. */
export type Services = ReadonlyMap<string, ServiceDefinition>;

export type Edge = Extract<Hop, { kind: "edge" }>;

/** Workload of the mail server, and of the exchanger before those of tenants. */
export const server = "stalwart";

export const at = (service: string, workload: string): PathEnd => ({ kind: "workload", service, workload });

/** A named port of a workload. */
export interface Door {
  readonly service: string;
  readonly workload: string;
  readonly port: string;
}

/** An edge to a door, which hops alone lead to. */
export function edge(services: Services, name: string, passage: "route" | "call", from: PathEnd, to: Door): Edge {
  const port = services.get(to.service)?.workloads[to.workload]?.ports[to.port]?.port;
  return {
    kind: "edge",
    name,
    from,
    to: at(to.service, to.workload),
    ...(port === undefined ? {} : { port }),
    passage,
    entrance: { kind: "hops-alone", others: [] },
  };
}

/** Something that a mail server asks. */
export const asked = (name: string, asks: MailCallOut, unanswered: CallOutHop["unanswered"]): CallOutHop => ({
  kind: "call-out",
  name,
  asks,
  unanswered,
});
