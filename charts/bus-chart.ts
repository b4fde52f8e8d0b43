import { kafkaCluster } from "../catalog";
import { alertRules } from "../constructs/platform/alerts/alert";
import { kafkaAlerts } from "../constructs/platform/alerts/kafka-alerts";
import { KafkaCluster } from "../constructs/platform/bus/kafka-cluster";
import { kafkaTopics } from "../constructs/platform/bus/kafka-topics";
import { kafkaUsers } from "../constructs/platform/bus/kafka-users";
import { mirrorOf } from "../environments/schema";
import { consumerOf } from "../language";
import { deadLetterTopicSize } from "../planning/bus";
import { servicesFor, surroundingsOf, workloadHost } from "../planning/placement";
import type { ChartDefinition } from "./chart-definition";
import type { SiteContext } from "./site-context";

/** Kafka as the event bus: its servers, and every topic and user that the services declare. */
export const busChart = ({ environment, site, plan, storageClass }: SiteContext): ChartDefinition => ({
  stage: "data",
  release: kafkaCluster.name,
  namespace: kafkaCluster.namespace,
  build: (chart) => {
    if (plan.bus === undefined) return;
    const mirror = mirrorOf(environment);
    const { pullSecret } = environment.registry;
    const services = servicesFor(environment, undefined).flatMap((service) =>
      service.needs.bus === undefined ? [] : [{ service, bus: service.needs.bus }],
    );
    new KafkaCluster(chart, "kafka", { plan: plan.bus, mirror, pullSecret, storageClass });
    for (const { service, bus } of services) {
      const address = surroundingsOf(environment, site, service).bus();
      kafkaTopics(chart, { service: service.name, bus, address, deadLettersSize: deadLetterTopicSize });
      kafkaUsers(chart, {
        service: service.name,
        bus,
        address,
        host: (workload) => workloadHost(service.name, workload),
      });
    }
    alertRules(chart, {
      name: kafkaCluster.name,
      groups: [
        kafkaAlerts({
          servers: plan.bus.servers.value,
          groups: services.flatMap(({ service, bus }) =>
            Object.keys(bus.consumes).map((subscription) => consumerOf(service.name, subscription)),
          ),
        }),
      ],
    });
  },
});
