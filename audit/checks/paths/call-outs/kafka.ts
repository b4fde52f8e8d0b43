import { consumerOf, deadLetterSubject, subjectOf, type BusCallOut } from "../../../../language";
import type { Finding } from "../../../check";
import type { KubernetesFact } from "../../../facts";
import { listAt, numberAt, textAt, type Json } from "../../../facts/json";
import { objectsOfKind } from "../../../facts/of-kind";
import type { World } from "../world";
import { clientName } from "./client-name";
import { delivered, sentAway } from "./kafka-worker";

/** Copies of a message, and how many must have it before its sender is told, so that the loss of one server loses nothing. */
const least = { copies: 3, confirmed: 2 } as const;

/** What is wrong with one thing that Kafka asks or does. */
export function kafkaFindings(
  world: World,
  { kind, publisher, subscription }: BusCallOut,
  account: string,
): readonly Finding[] {
  const { service, name, topic, worker } = subscription;
  const subject = subjectOf({ account }, topic);
  const reader = clientName(world, service, worker);
  switch (kind) {
    case "publisher":
      return writers(world, subject, clientName(world, topic.service, publisher));
    case "stream":
      return keeping(world, subject);
    case "delivery":
      return delivered(world, `${service}/${worker}`, subject, consumerOf(service, name));
    case "dead-letters": {
      const letter = deadLetterSubject({ account }, service, name);
      return [
        ...keeping(world, letter),
        ...(mayWrite(world, letter).includes(reader) ? [] : [mayNot(letter, reader)]),
        ...sentAway(world, `${service}/${worker}`, letter),
      ];
    }
  }
}

const ofKind = ({ facts, platform, site }: World, kind: string): readonly KubernetesFact[] =>
  [...new Set([facts, platform])].flatMap((part) =>
    objectsOfKind(part, kind).flatMap(([, fact]) => (fact.site === site.name ? [fact] : [])),
  );

/** Users that may write to a topic. */
const mayWrite = (world: World, topic: string): readonly string[] =>
  ofKind(world, "KafkaUser")
    .filter(({ object }) =>
      listAt(object, "spec", "authorization", "acls").some(
        (acl) =>
          textAt(acl, "resource", "type") === "topic" &&
          means(acl, topic) &&
          listAt(acl, "operations").some((operation) => operation === "Write" || operation === "All") &&
          textAt(acl, "type") !== "deny",
      ),
    )
    .map(({ name }) => name);

function means(acl: Json, topic: string): boolean {
  const name = textAt(acl, "resource", "name") ?? "";
  return textAt(acl, "resource", "patternType") === "prefix" ? topic.startsWith(name) : name === topic || name === "*";
}

function writers(world: World, topic: string, publisher: string): readonly Finding[] {
  const writing = mayWrite(world, topic);
  const open = ofKind(world, "Kafka").filter(
    ({ object }) => textAt(object, "spec", "kafka", "authorization", "type") !== "simple",
  );
  return [
    ...open.map(({ name }) => ({
      where: `Kafka ${name} spec.kafka.authorization`,
      why: "asks nobody whether it may",
      wayOut: 'set its type to "simple"',
    })),
    ...(writing.includes(publisher) ? [] : [mayNot(topic, publisher)]),
    ...writing
      .filter((name) => name !== publisher)
      .map((value) => ({
        where: `KafkaUser, write ${topic}`,
        value,
        why: "may publish beside the one that the path begins with",
        wayOut: "let the publisher alone write it",
      })),
  ];
}

const mayNot = (topic: string, value: string): Finding => ({
  where: `KafkaUser, write ${topic}`,
  value,
  why: "may not send it, so that the path breaks here",
  wayOut: "allow the topic to it",
});

function keeping(world: World, topic: string): readonly Finding[] {
  const where = `KafkaTopic ${topic}`;
  const found = ofKind(world, "KafkaTopic").find(({ name }) => name === topic);
  if (found === undefined) {
    return [{ where, why: "is made by nobody, so that what should lie in it is lost", wayOut: "write the topic" }];
  }
  const copies = numberAt(found.object, "spec", "replicas") ?? 1;
  const confirmed = numberAt(found.object, "spec", "config", "min.insync.replicas") ?? 1;
  return copies >= least.copies && confirmed >= least.confirmed
    ? []
    : [
        {
          where,
          value: `${String(copies)} copies, ${String(confirmed)} confirmed`,
          why: "may be lost with one server",
          wayOut: `keep ${String(least.copies)}, and confirm ${String(least.confirmed)}`,
        },
      ];
}
