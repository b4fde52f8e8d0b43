import type { Footprint, MeshPlace } from "../../language";
import { images } from "../components";
import { callsKubernetes, probedOn, reachesPods, resolvesNames, tcp } from "./connections";
import { chosenRequests } from "./requests";

/** Our Kafka cluster, and the node pool of its servers; the name is a label of every pod that Strimzi makes of it. */
export const kafkaCluster = { name: "bus", namespace: "bus", pool: "servers" } as const;

/** Ports of the servers (Strimzi 1.2: KafkaCluster.java, NetworkPolicy), beside that of the clients: each takes TLS alone. */
export const kafkaPorts = { control: 9090, replication: 9091, clients: 9093, agent: 8443, exporter: 9404 } as const;

/** Why the namespace of Kafka takes no part in the mesh. */
const kafkaOutside: MeshPlace = {
  kind: "outside",
  reason:
    "Kafka takes TLS alone and knows its clients, its servers each other and its operators by certificate; a client is sent to each server by name. What the exporter tells monitoring goes in the clear",
};

const made = (name: string): Readonly<Record<string, string>> => ({
  "strimzi.io/cluster": kafkaCluster.name,
  "strimzi.io/name": `${kafkaCluster.name}-${name}`,
});

/** What Strimzi makes of our Kafka: servers that are brokers and controllers at once, the operators of topics and users, and the exporter of lag. */
export const kafka: Footprint = {
  component: kafkaCluster.name,
  title: "Kafka",
  namespace: kafkaCluster.namespace,
  zone: "data",
  podSecurity: { level: "restricted" },
  mesh: kafkaOutside,
  pods: {
    kafka: {
      labels: made("kafka"),
      account: `${kafkaCluster.name}-kafka`,
      count: { kind: "planned", planPath: "bus.servers" },
      ports: {
        control: tcp(kafkaPorts.control),
        replication: tcp(kafkaPorts.replication),
        clients: tcp(kafkaPorts.clients),
        agent: tcp(kafkaPorts.agent),
      },
      // No published sizing (Strimzi's examples carry none): a heap of 1 GiB, and as much again for pages of the log.
      ...chosenRequests(500, 2048),
      volumes: 1,
      images: [images.kafka, images.strimzi],
      reaches: [
        ...resolvesNames,
        callsKubernetes("learns the zone that its node stands in"),
        reachesPods("bus/kafka", kafkaPorts.control, "votes with the other controllers"),
        reachesPods("bus/kafka", kafkaPorts.replication, "copies messages from the leader of each topic"),
      ],
      // Probes run inside the container.
      receives: [],
    },
    "entity-operator": {
      labels: made("entity-operator"),
      account: `${kafkaCluster.name}-entity-operator`,
      count: { kind: "fixed", count: 1 },
      ports: { "topic-operator": tcp(8080), "user-operator": tcp(8081) },
      ...chosenRequests(100, 768),
      volumes: 0,
      images: [images.strimzi],
      reaches: [
        ...resolvesNames,
        callsKubernetes("watches topics and users"),
        reachesPods("bus/kafka", kafkaPorts.replication, "makes topics, and says who may do what"),
      ],
      receives: [probedOn(8080), probedOn(8081)],
    },
    exporter: {
      labels: made("kafka-exporter"),
      account: `${kafkaCluster.name}-kafka-exporter`,
      count: { kind: "fixed", count: 1 },
      ports: { metrics: tcp(kafkaPorts.exporter) },
      ...chosenRequests(50, 128),
      volumes: 0,
      images: [images.kafka],
      reaches: [
        ...resolvesNames,
        reachesPods("bus/kafka", kafkaPorts.replication, "reads how far each worker is, and which copies lag behind"),
      ],
      receives: [probedOn(kafkaPorts.exporter)],
    },
  },
};
