import type { Finding } from "../../../check";
import { listAt, parsedJson, parts, textAt, type Json } from "../../../facts/json";
import { filesOf } from "../files";
import type { World } from "../world";

/** What a set of pods is told, part by part. */
const told = (world: World, podSet: string): readonly Json[] =>
  filesOf(world, podSet)
    .flatMap(({ text }) => parts(parsedJson(text) ?? {}))
    .map(([, part]) => part);

/** Kafka remembers a group's place once the worker says that it is done. */
export function delivered(world: World, podSet: string, topic: string, group: string): readonly Finding[] {
  const reads = told(world, podSet).some(
    (part) => textAt(part, "consumer_group") === group && listAt(part, "topics").includes(topic),
  );
  return reads
    ? []
    : [
        {
          where: `${podSet} kafka_franz`,
          value: group,
          why: `doesn't read ${topic}`,
          wayOut: "name the topic and the group",
        },
      ];
}

/** Kafka counts no deliveries: the worker itself sends away what it can't read or can't store. */
export function sentAway(world: World, podSet: string, letter: string): readonly Finding[] {
  const all = told(world, podSet);
  const named = all.some((part) => typeof part === "string" && part.includes(`"${letter}"`));
  const last = all.flatMap((part) => listAt(part, "fallback").slice(-1));
  const gives = last.some((part) => (textAt(part, "kafka_franz", "topic") ?? "").includes("dead_letter"));
  return named && gives
    ? []
    : [
        {
          where: `${podSet} output.fallback`,
          value: letter,
          why: "is not where the worker sends what it can't store, so that it would stop there for good",
          wayOut: "let the last way out lead to the dead letters",
        },
      ];
}
