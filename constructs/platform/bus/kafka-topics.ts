import type { Construct } from "constructs";
import { deadLetterSubject, subjectOf, type BusAddress, type BusNeed, type Figure } from "../../../language";
import type { KafkaTopic } from "../../../imports/custom-resources/strimzi/kafka-topic";
import { customObject } from "../../kubernetes/custom-object";
import { ofCluster } from "./kafka-cluster";

const mebibyte = 1024 * 1024;
const day = 24 * 3600 * 1000;

export interface KafkaTopicsProps {
  readonly service: string;
  readonly bus: BusNeed;
  readonly address: Pick<BusAddress, "account">;
  /** What the dead letters of one subscription may take up. */
  readonly deadLettersSize: Pick<Figure<"MiB">, "value">;
}

/** A topic for each that the service declares, and one for the dead letters of each of its subscriptions. */
export function kafkaTopics(scope: Construct, { service, bus, address, deadLettersSize }: KafkaTopicsProps): void {
  for (const [topic, { kept, size }] of Object.entries(bus.publishes)) {
    kafkaTopic(scope, subjectOf(address, { service, name: topic }), kept, size);
  }
  for (const subscription of Object.keys(bus.consumes)) {
    kafkaTopic(scope, deadLetterSubject(address, service, subscription), bus.deadLettersKept, deadLettersSize);
  }
}

/**
 * One partition, because messages are numbered and read in one order: a few a second need no second one. Kafka makes room by whole
 * segments and never the one that is written, so that a topic may take a quarter more than its size, and a message stay a day longer than its time.
 */
function kafkaTopic(
  scope: Construct,
  name: string,
  kept: Pick<Figure<"days">, "value">,
  size: Pick<Figure<"MiB">, "value">,
): void {
  const topic: KafkaTopic = {
    apiVersion: "kafka.strimzi.io/v1",
    kind: "KafkaTopic",
    spec: {
      partitions: 1,
      replicas: 3,
      config: {
        "cleanup.policy": "delete",
        "retention.ms": kept.value * day,
        "retention.bytes": size.value * mebibyte,
        "segment.bytes": Math.max(1, Math.floor(size.value / 4)) * mebibyte,
        "segment.ms": day,
        "max.message.bytes": mebibyte,
        "min.insync.replicas": 2,
        // When the bus took it, whatever its publisher's clock says.
        "message.timestamp.type": "LogAppendTime",
      },
    },
  };
  customObject(scope, { name, labels: ofCluster }, topic);
}
