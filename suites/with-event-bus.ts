import { busClients, busSuiteMistakes, Refusal, type Mistake, type ServiceDefinition } from "../language";
import { eventBus } from "./platform";
import { withBusSetup } from "./platform/bus/bus-setup";
import type { Suite } from "./suite";

/**
 * A suite with the bus that its services declare topics on, and with each service's task that makes them; the suite itself where none
 * does. `tenants`: how many instances there are of a service that each tenant has its own of. Throws a Refusal where a
 * subscription can't be kept.
 */
export function withEventBus(suite: Suite, tenants: number): Suite {
  const services = servicesThatAgree(suite);
  const bus = eventBus(services, tenants);
  return bus === undefined
    ? suite
    : {
        ...suite,
        services: {
          ...Object.fromEntries(services.map((service) => [service.name, withBusSetup(service)])),
          [bus.name]: bus,
        },
      };
}

/**
 * The same with Kafka, which is no service of the suite but a component: its operator makes topics and remembered places, so that no service
 * needs a task for it.
 */
export function withKafka(suite: Suite): Suite {
  const services = servicesThatAgree(suite);
  const mistakes = subjectMistakes(services);
  if (mistakes.length > 0) throw new Refusal(`suite "${suite.name}"`, mistakes);
  return services.some(({ needs }) => needs.bus !== undefined)
    ? {
        ...suite,
        bus: "kafka",
        services: Object.fromEntries(
          services.map((service) => [
            service.name,
            { ...service, workloads: { ...service.workloads, ...service.needs.bus?.onKafka } },
          ]),
        ),
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

/** Services without subscriptions that nobody publishes for. Throws a Refusal where one can't be kept. */
function servicesThatAgree(suite: Suite): readonly ServiceDefinition[] {
  const services = Object.values(suite.services).map(withoutMissingTopics(Object.values(suite.services)));
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
