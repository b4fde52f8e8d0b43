import { busSetup, type BusNeed } from "./bus";
import type { Mistake } from "./refusal";
import type { ServiceDefinition, Workload } from "./service";

/** What NATS takes in one part of a subject, Kafka in one part of a topic's name, and a person reads. */
const token = /^[a-z]([-a-z0-9]{0,30}[a-z0-9])?$/;

type Workloads = ServiceDefinition["workloads"];

/** Topics and subscriptions of a service that lead nowhere, or that the bus could not hold to. */
export function busMistakes({ name, needs: { bus }, workloads }: ServiceDefinition): Mistake[] {
  return bus === undefined
    ? []
    : [
        ...nameMistakes(bus, workloads),
        ...Object.entries(bus.publishes).flatMap(([topic, { publisher }]) =>
          workloadMistakes(`needs.bus.publishes.${topic}.publisher`, publisher, workloads),
        ),
        ...Object.entries(bus.consumes).flatMap(([subscription, consumed]) => [
          ...workloadMistakes(`needs.bus.consumes.${subscription}.worker`, consumed.worker, workloads),
          ...(consumed.watcher === undefined
            ? []
            : workloadMistakes(`needs.bus.consumes.${subscription}.watcher`, consumed.watcher, workloads)),
          ...(consumed.topic.service === name ? ownTopicMistakes(subscription, consumed.topic.name, bus) : []),
          ...deliveryMistakes(subscription, consumed.deliveries.value),
        ]),
      ];
}

function nameMistakes({ publishes, consumes }: BusNeed, workloads: Workloads): Mistake[] {
  const names = [
    ...Object.keys(publishes).map((topic) => [`needs.bus.publishes.${topic}`, topic] as const),
    ...Object.keys(consumes).map((subscription) => [`needs.bus.consumes.${subscription}`, subscription] as const),
  ];
  return [
    ...names
      .filter(([, name]) => !token.test(name))
      .map(([where, value]) => ({
        where,
        value,
        why: "is not one part of a subject",
        wayOut: "use lower-case letters, digits and hyphens, starting with a letter, at most 32",
      })),
    ...(busSetup in workloads
      ? [
          {
            where: `workloads.${busSetup}`,
            value: busSetup,
            why: "is the name of the task that every service on the bus is given",
            wayOut: "give the workload another name",
          },
        ]
      : []),
  ];
}

function workloadMistakes(where: string, name: string, workloads: Workloads): Mistake[] {
  const workload: Workload | undefined = workloads[name];
  if (workload === undefined) {
    return [
      {
        where,
        value: name,
        why: "is no workload of this service",
        wayOut: `use one of: ${Object.keys(workloads).join(", ")}`,
      },
    ];
  }
  return workload.identity === undefined
    ? [
        {
          where,
          value: name,
          why: "has nothing to show the bus who it is",
          wayOut: 'give the workload identity: "internal-certificate"',
        },
      ]
    : [];
}

const ownTopicMistakes = (subscription: string, topic: string, { publishes }: BusNeed): Mistake[] =>
  topic in publishes
    ? []
    : [
        {
          where: `needs.bus.consumes.${subscription}.topic`,
          value: topic,
          why: "is no topic of this service",
          wayOut: `use one of: ${Object.keys(publishes).join(", ")}`,
        },
      ];

const deliveryMistakes = (subscription: string, value: number): Mistake[] =>
  Number.isInteger(value) && value >= 1
    ? []
    : [
        {
          where: `needs.bus.consumes.${subscription}.deliveries`,
          value,
          why: "is not a number of deliveries",
          wayOut: "use a whole number from 1: a message that is delivered for ever is never a dead letter",
        },
      ];

/** Subscriptions that the services of a suite, taken together, can't keep; whose topic nobody publishes is left out and no mistake. */
export function busSuiteMistakes(services: readonly ServiceDefinition[]): Mistake[] {
  return services.flatMap(({ name, tenancy, needs }) =>
    Object.entries(needs.bus?.consumes ?? {}).flatMap(([subscription, { topic }]): Mistake[] => {
      const publisher = services.find((service) => service.name === topic.service);
      const published = publisher?.needs.bus?.publishes[topic.name];
      if (publisher === undefined || needs.bus === undefined) return [];
      const where = `services.${name}.needs.bus.consumes.${subscription}`;
      if (published === undefined) {
        return [
          {
            where,
            value: `${topic.service}.${topic.name}`,
            why: `is no topic of service "${topic.service}"`,
            wayOut: `use one of: ${Object.keys(publisher.needs.bus?.publishes ?? {}).join(", ")}`,
          },
        ];
      }
      return [
        ...(accountFor(publisher.tenancy) === accountFor(tenancy)
          ? []
          : [
              {
                where,
                value: tenancy,
                why: `is not the tenancy of "${topic.service}", and no account of the bus sees another's messages`,
                wayOut: `declare the service as ${publisher.tenancy}`,
              },
            ]),
        ...(needs.bus.deadLettersKept.value <= published.kept.value
          ? []
          : [
              {
                where: `services.${name}.needs.bus.deadLettersKept`,
                value: needs.bus.deadLettersKept.value,
                why: `is longer than topic "${topic.service}.${topic.name}" keeps the message that a dead letter names`,
                wayOut: `keep dead letters ${String(published.kept.value)} days at most`,
              },
            ]),
      ];
    }),
  );
}

/** Whose account of the bus a service's instances have where tenants share a platform. */
function accountFor(tenancy: ServiceDefinition["tenancy"]): "platform" | "tenant" {
  switch (tenancy) {
    case "instance-per-tenant":
      return "tenant";
    case "multi-tenant":
    case "between-tenants":
    case "one-customer":
      return "platform";
  }
}
