import {
  consumerOf,
  deadLettersOf,
  deadLetterSubject,
  streamOf,
  subjectOf,
  type BusCallOut,
} from "../../../../language";
import type { Finding } from "../../../check";
import type { World } from "../world";
import { clientName } from "./client-name";
import { delivered, keeping } from "./nats-streams";
import { busServers, covers } from "./nats-users";

/** What is wrong with one thing that NATS asks or does, in an account. */
export function natsFindings(
  world: World,
  { kind, publisher, subscription }: BusCallOut,
  account: string,
): readonly Finding[] {
  const { service, name, topic, worker } = subscription;
  const subject = subjectOf({ account }, topic);
  switch (kind) {
    case "publisher":
      return publishers(world, account, subject, clientName(world, topic.service, publisher));
    case "stream":
      return keeping(world, topic.service, streamOf(topic), [subject]);
    case "delivery":
      return delivered(world, service, consumerOf(service, name), subject);
    case "dead-letters": {
      const letter = deadLetterSubject({ account }, service, name);
      const place = `${streamOf(topic)}.${consumerOf(service, name)}`;
      const advisories = ["MAX_DELIVERIES", "MSG_TERMINATED"].map(
        (event) => `$JS.EVENT.ADVISORY.CONSUMER.${event}.${place}`,
      );
      const sends = busServers(world)
        .users(account)
        .some(
          (user) => user.name === clientName(world, service, worker) && user.publishes.some((to) => covers(to, letter)),
        );
      return [
        ...keeping(world, service, deadLettersOf(service), [letter, ...advisories]),
        ...(sends ? [] : [mayNot(letter, clientName(world, service, worker))]),
      ];
    }
  }
}

/** One publisher of a subject, and the bus knows by its certificate that it is that one. */
function publishers(world: World, account: string, subject: string, publisher: string): readonly Finding[] {
  const servers = busServers(world);
  const sending = servers
    .users(account)
    .filter(({ publishes }) => publishes.some((pattern) => covers(pattern, subject)))
    .map(({ name }) => name);
  return [
    ...(servers.byCertificate
      ? []
      : [
          {
            where: "nats.conf tls.verify_and_map",
            why: "is not set, so that anybody may say who it is",
            wayOut: "set it to true",
          },
        ]),
    ...(sending.includes(publisher) ? [] : [mayNot(subject, publisher)]),
    ...sending
      .filter((name) => name !== publisher)
      .map((value) => ({
        where: `nats.conf account ${account}, publish ${subject}`,
        value,
        why: "may publish beside the one that the path begins with",
        wayOut: "let the publisher alone send it",
      })),
  ];
}

const mayNot = (subject: string, value: string): Finding => ({
  where: `nats.conf publish ${subject}`,
  value,
  why: "may not send it, so that the path breaks here",
  wayOut: "allow the subject to it",
});
