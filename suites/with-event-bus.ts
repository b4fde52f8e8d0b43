import { busSuiteMistakes, Refusal, type ServiceDefinition } from "../language";
import { eventBus } from "./platform";
import { withBusSetup } from "./platform/bus/bus-setup";
import type { Suite } from "./suite";

/**
 * A suite with the bus that its services declare topics on, and with each service's task that makes them; the suite itself where none
 * does. `tenants`: how many instances there are of a service that each tenant has its own of. Throws a Refusal where a
 * subscription can't be kept.
 */
export function withEventBus(suite: Suite, tenants: number): Suite {
  const services = Object.values(suite.services).map(withoutMissingTopics(Object.values(suite.services)));
  const mistakes = busSuiteMistakes(services);
  if (mistakes.length > 0) throw new Refusal(`suite "${suite.name}"`, mistakes);
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
