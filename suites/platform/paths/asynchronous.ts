import type { BusCallOut, DataPath, Hop, ServiceDefinition, Subscription } from "../../../language";

/** Producer to bus and worker, and to the dead letters what no worker could read: one path for each worker's place in a topic. */
export const asynchronousPaths = (services: readonly ServiceDefinition[]): Readonly<Record<string, DataPath>> =>
  Object.fromEntries(
    services.flatMap((service) =>
      Object.entries(service.needs.bus?.consumes ?? {}).flatMap(([subscription, need]) => {
        const { topic } = need;
        const publisher = publisherOf(topic, services);
        if (publisher === undefined) return [];
        const path: DataPath = {
          flow: "asynchronous",
          title: `${topic.service} publishes ${topic.name}, and ${service.name} reads them`,
          hops: hops(publisher, { service: service.name, name: subscription, topic, worker: need.worker }),
        };
        return [[`asynchronous-${service.name}-${subscription}`, path] as const];
      }),
    ),
  );

const publisherOf = (topic: Subscription["topic"], services: readonly ServiceDefinition[]): string | undefined =>
  services.find(({ name }) => name === topic.service)?.needs.bus?.publishes[topic.name]?.publisher;

const byCertificate = {
  kind: "credentials",
  because: "the bus knows everybody by the certificate of the workload, and whom it doesn't know it doesn't answer",
} as const;

function hops(publisher: string, subscription: BusCallOut["subscription"]): readonly Hop[] {
  const { topic, service, worker } = subscription;
  const asked = (name: string, kind: BusCallOut["kind"], unanswered: "asks-nobody" | "defers"): Hop => ({
    kind: "call-out",
    name,
    asks: { kind, publisher, subscription },
    unanswered: { kind: unanswered },
  });
  const toBus = (name: string, from: { readonly service: string; readonly workload: string }): Hop => ({
    kind: "edge",
    name,
    from: { kind: "workload", ...from },
    to: { kind: "bus" },
    passage: "call",
    entrance: byCertificate,
  });
  return [
    toBus("Producer", { service: topic.service, workload: publisher }),
    asked("Publisher", "publisher", "asks-nobody"),
    asked("Event bus", "stream", "defers"),
    toBus("Worker", { service, workload: worker }),
    asked("Consumer", "delivery", "defers"),
    asked("Dead letter queue", "dead-letters", "defers"),
  ];
}
