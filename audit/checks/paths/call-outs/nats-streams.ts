import { busSetup } from "../../../../language";
import type { Finding } from "../../../check";
import { at, listAt, numberAt, parsedJson, textAt, type Json } from "../../../facts/json";
import { filesOf } from "../files";
import type { World } from "../world";
import { covers } from "./nats-users";

/** Copies of a message without which the loss of one server may lose it: a majority that goes on without one. */
const leastCopies = 3;

/** Requests that the task of a service puts to the bus, by what they hold. */
const requests = (world: World, service: string): readonly Json[] =>
  filesOf(world, `${service}/${busSetup}`).flatMap(({ name, text }) =>
    name.endsWith(".json") ? (parsedJson(text) ?? []) : [],
  );

/** A stream takes what it should, and keeps it whatever becomes of one server. */
export function keeping(
  world: World,
  service: string,
  stream: string,
  subjects: readonly string[],
): readonly Finding[] {
  const where = `${service}/${busSetup} stream ${stream}`;
  const found = requests(world, service).find((request) => textAt(request, "name") === stream);
  if (found === undefined) {
    return [
      { where, why: "is made by nobody, so that what should lie in it is lost", wayOut: "have the task make it" },
    ];
  }
  const taken = listAt(found, "subjects").flatMap((subject) => (typeof subject === "string" ? [subject] : []));
  const copies = numberAt(found, "num_replicas") ?? 1;
  return [
    ...subjects
      .filter((subject) => !taken.some((pattern) => covers(pattern, subject)))
      .map((value) => ({ where, value, why: "is not taken, and so is lost", wayOut: "name it among its subjects" })),
    ...(copies >= leastCopies
      ? []
      : [
          {
            where,
            value: copies,
            why: "are too few copies to go on without a server",
            wayOut: `keep ${String(leastCopies)}`,
          },
        ]),
    ...(at(found, "deny_delete") === true && at(found, "deny_purge") === true
      ? []
      : [{ where, why: "lets messages be taken out of it", wayOut: "deny deletes and purges" }]),
  ];
}

/** A worker's place in a stream: it is given each message until it is done with it, and not for ever. */
export function delivered(world: World, service: string, consumer: string, subject: string): readonly Finding[] {
  const where = `${service}/${busSetup} consumer ${consumer}`;
  const found = requests(world, service).find((request) => textAt(request, "config", "durable_name") === consumer);
  if (found === undefined) {
    return [
      {
        where,
        why: "is made by nobody, so that the worker has no place in the topic",
        wayOut: "have the task make it",
      },
    ];
  }
  return [
    ...(textAt(found, "config", "filter_subject") === subject
      ? []
      : [
          {
            where: `${where} filter_subject`,
            value: textAt(found, "config", "filter_subject") ?? null,
            why: "is not what the path's publisher sends",
            wayOut: `set it to "${subject}"`,
          },
        ]),
    ...(textAt(found, "config", "ack_policy") === "explicit"
      ? []
      : [
          {
            where: `${where} ack_policy`,
            value: textAt(found, "config", "ack_policy") ?? null,
            why: "counts messages as done before a worker is done with them",
            wayOut: 'set it to "explicit"',
          },
        ]),
    ...((numberAt(found, "config", "max_deliver") ?? -1) > 0
      ? []
      : [
          {
            where: `${where} max_deliver`,
            value: numberAt(found, "config", "max_deliver") ?? null,
            why: "never makes a dead letter of what no worker can read",
            wayOut: "state how often a message is delivered",
          },
        ]),
  ];
}
