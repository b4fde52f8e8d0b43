import { selector, type RuleGroup } from "./alert";

export interface KafkaAlertsProps {
  /** Servers that there are to be. */
  readonly servers: number;
  /** Groups in which workers remember their places. */
  readonly groups: readonly string[];
}

/** What is watched of Kafka as a whole, by what its exporter tells; dead letters are their service's own. */
export function kafkaAlerts({ servers, groups }: KafkaAlertsProps): RuleGroup {
  return {
    name: "kafka",
    rules: [
      {
        kind: "alert",
        name: "KafkaServerGone",
        expression: `max(kafka_brokers) < ${String(servers)}`,
        during: "10m",
        severity: "ticket",
        summary: `Fewer than ${String(servers)} servers of the event bus answer: with one more gone, nobody can publish`,
      },
      {
        kind: "alert",
        name: "KafkaSilent",
        expression: "absent(kafka_brokers)",
        during: "15m",
        severity: "page",
        summary: "Nobody tells how the event bus fares: its exporter, or the bus as a whole, is gone",
      },
      {
        kind: "alert",
        name: "KafkaCopiesMissing",
        expression: "sum(kafka_topic_partition_under_replicated_partition) > 0",
        during: "15m",
        severity: "ticket",
        summary: "Topics of the event bus have fewer copies than they are to have",
      },
      {
        kind: "alert",
        name: "KafkaTakesNothing",
        expression: "min(kafka_topic_partition_in_sync_replica) < 2",
        during: "2m",
        severity: "page",
        summary: "Topics of the event bus have one copy alone: nothing is published on them until there is a second",
      },
      ...groups.map((group) => {
        const labels = selector({ consumergroup: group });
        return {
          kind: "alert" as const,
          name: "KafkaWorkerStuck",
          expression: `sum(kafka_consumergroup_lag${labels}) > 0 and sum(delta(kafka_consumergroup_current_offset${labels}[30m])) == 0`,
          during: "30m",
          severity: "ticket" as const,
          summary: `Messages wait for ${group}, and none has been worked off for half an hour`,
        };
      }),
    ],
  };
}
