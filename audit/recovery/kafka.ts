import type { Finding } from "../check";
import type { Facts, KubernetesFact } from "../facts";
import { at, numberAt, textAt, type Json } from "../facts/json";
import { objectsOfKind } from "../facts/of-kind";

/** Servers that an operator makes of one pool of Kafka, with the object that says what they keep. */
export interface KafkaServers {
  /** Id of the pool. */
  readonly object: string;
  readonly fact: KubernetesFact;
  readonly replicas: number;
  /** The Kafka that the pool belongs to; undefined where there is none. */
  readonly cluster: Json | undefined;
}

const clusterLabel = ["metadata", "labels", "strimzi.io/cluster"] as const;

const isStrimzi = ({ object }: KubernetesFact): boolean =>
  textAt(object, "apiVersion")?.startsWith("kafka.strimzi.io/") === true;

/** Every pool of servers, of whatever site. */
export const kafkaServers = (facts: Pick<Facts, "kubernetes">): readonly KafkaServers[] =>
  objectsOfKind(facts, "KafkaNodePool")
    .filter(([, fact]) => isStrimzi(fact))
    .map(([object, fact]) => ({
      object,
      fact,
      replicas: numberAt(fact.object, "spec", "replicas") ?? 0,
      cluster: objectsOfKind(facts, "Kafka").find(([, candidate]) => belongs(fact, candidate))?.[1].object,
    }));

const belongs = (one: KubernetesFact, cluster: KubernetesFact): boolean =>
  cluster.site === one.site &&
  cluster.namespace === one.namespace &&
  cluster.name === textAt(one.object, ...clusterLabel);

/** Copies that there must be, and those that have a message before its publisher is answered: what the plan counts with. */
const wanted = { copies: 3, confirmed: 2 } as const;

/** Where a message, or who has read it, would stand on fewer servers than the plan counts with. */
export function kafkaCopies(
  facts: Pick<Facts, "kubernetes">,
  { fact, replicas, cluster }: KafkaServers,
): readonly Finding[] {
  const config = (key: string): number | undefined => numberAt(cluster, "spec", "kafka", "config", key);
  const topics = objectsOfKind(facts, "KafkaTopic").filter(
    ([, topic]) =>
      topic.site === fact.site &&
      topic.namespace === fact.namespace &&
      textAt(topic.object, ...clusterLabel) === textAt(fact.object, ...clusterLabel),
  );
  return [
    ...least("spec.replicas", replicas, wanted.copies, "servers"),
    ...least(
      "Kafka: offsets.topic.replication.factor",
      config("offsets.topic.replication.factor"),
      wanted.copies,
      "copies of remembered places",
    ),
    ...(at(cluster, "spec", "kafka", "config", "unclean.leader.election.enable") === false
      ? []
      : [
          {
            where: "Kafka: unclean.leader.election.enable",
            value: at(cluster, "spec", "kafka", "config", "unclean.leader.election.enable") ?? null,
            why: "lets a server lead that lacks messages whose publishers were answered",
            wayOut: "set it to false",
          },
        ]),
    ...topics.flatMap(([topic, { object }]) => [
      ...least(
        `${topic}: spec.replicas`,
        numberAt(object, "spec", "replicas"),
        wanted.copies,
        "copies of every message",
      ),
      ...least(
        `${topic}: min.insync.replicas`,
        numberAt(object, "spec", "config", "min.insync.replicas"),
        wanted.confirmed,
        "servers with a message before its publisher is answered",
      ),
    ]),
  ];
}

const least = (where: string, found: number | undefined, count: number, what: string): readonly Finding[] =>
  found !== undefined && found >= count
    ? []
    : [
        {
          where,
          value: found ?? null,
          why: `is less than the ${String(count)} ${what} that the plan counts with`,
          wayOut: `set it to ${String(count)}`,
        },
      ];
