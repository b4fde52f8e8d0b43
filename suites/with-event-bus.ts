import { busClients, busSuiteMistakes, Refusal, type Mistake, type ServiceDefinition } from "../language";
import { eventBus } from "./platform";
import { withBusSetup } from "./platform/bus/bus-setup";
import { runsIn, type Suite } from "./suite";

/** Who shares a suite: one customer alone has it, or each of several has instances of its own. */
export type Sharing =
  { readonly kind: "dedicated" } | { readonly kind: "shared"; readonly tenants: Readonly<Record<string, unknown>> };

/**
 * A suite with the bus that its services declare topics on, and with each service's task that makes them; the suite itself where none
 * does. What does not run where it is shared so is left as it is. Throws a Refusal where a subscription can't be kept.
 */
export function withEventBus(suite: Suite, sharing: Sharing): Suite {
  const services = servicesThatAgree(suite, sharing);
  const bus = eventBus(services, instancesIn(sharing));
  return bus === undefined
    ? suite
    : {
        ...suite,
        services: {
          ...suite.services,
          ...Object.fromEntries(services.map((service) => [service.name, withBusSetup(service)])),
          [bus.name]: bus,
        },
      };
}

/**
 * The same with Kafka, which is no service of the suite but a component: its operator makes topics and remembered places, so that no service
 * needs a task for it.
 */
export function withKafka(suite: Suite, sharing: Sharing): Suite {
  const services = servicesThatAgree(suite, sharing);
  const mistakes = subjectMistakes(services);
  if (mistakes.length > 0) throw new Refusal(`suite "${suite.name}"`, mistakes);
  return services.some(({ needs }) => needs.bus !== undefined)
    ? {
        ...suite,
        bus: "kafka",
        services: {
          ...suite.services,
          ...Object.fromEntries(
            services.map((service) => [
              service.name,
              { ...service, workloads: { ...service.workloads, ...service.needs.bus?.onKafka } },
            ]),
          ),
        },
      }
    : suite;
}

/** Longest subject of a certificate (RFC 5280, ub-common-name), which is where Kafka reads who somebody is. */
const longestSubject = 64;

const subjectMistakes = (services: readonly ServiceDefinition[]): readonly Mistake[] =>
  services.flatMap(({ name, needs: { bus } }) =>
    (bus === undefined ? [] : busClients(bus))
      .map((workload) => ({ workload, subject: `${name}-${workload}.${name}.svc.cluster.local` }))
      .filter(({ subject }) => subject.length > longestSubject)
      .map(({ workload, subject }) => ({
        where: `services.${name}.workloads.${workload}`,
        value: subject,
        why: `is longer than the ${String(longestSubject)} characters of a certificate's subject, by which Kafka knows it`,
        wayOut: "shorten the service's or the workload's name",
      })),
  );

/** Instances of a service that each tenant has its own of. */
function instancesIn(sharing: Sharing): number {
  switch (sharing.kind) {
    case "dedicated":
      return 1;
    case "shared":
      return Object.keys(sharing.tenants).length;
  }
}

/** Services that run, without subscriptions that nobody publishes for. Throws a Refusal where one can't be kept. */
function servicesThatAgree(suite: Suite, sharing: Sharing): readonly ServiceDefinition[] {
  const running = Object.values(suite.services).filter((service) => runsIn(sharing, service));
  const services = running.map(withoutMissingTopics(running));
  const mistakes = busSuiteMistakes(services);
  if (mistakes.length > 0) throw new Refusal(`suite "${suite.name}"`, mistakes);
  return services;
}

/** Nobody waits for the topics of a service that the architect left out. */
const withoutMissingTopics =
  (all: readonly ServiceDefinition[]) =>
  (service: ServiceDefinition): ServiceDefinition => {
    const { bus } = service.needs;
    if (bus === undefined) return service;
    const consumes = Object.entries(bus.consumes).filter(([, { topic }]) =>
      all.some(({ name }) => name === topic.service),
    );
    return { ...service, needs: { ...service.needs, bus: { ...bus, consumes: Object.fromEntries(consumes) } } };
  };
