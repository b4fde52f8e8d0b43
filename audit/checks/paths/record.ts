import type { RecordHop } from "../../../language";
import type { Finding, Findings } from "../../check";
import { at, parsedJson, parts, textAt } from "../../facts/json";
import { filesOf } from "./files";
import { mailLines } from "./mail-lines";
import type { World } from "./world";

/** What went through is told by those who saw it, and kept in a bucket of records; that nobody rewrites one is for `records`. */
export function recordFindings(world: World, { by, events, keeper }: RecordHop): Findings | undefined {
  if (!world.judges(by) || world.isElsewhere(by)) return undefined;
  const hooks = mailLines(world, by, "WebHook").map(({ value }) => value);
  const untold = Object.entries(events).filter(
    ([event]) => !hooks.some((hook) => at(hook, "eventsPolicy") === "include" && at(hook, "events", event) === true),
  );
  return {
    failures: [
      ...untold.map(([event, meaning]): Finding => ({
        where: `${by} WebHook events`,
        value: event,
        why: `is told to nobody (${meaning})`,
        wayOut: "add it to what the server tells",
      })),
      ...kept(world, keeper),
    ],
  };
}

/** Somebody of the keeper writes into a bucket of records. */
function kept(world: World, keeper: string): readonly Finding[] {
  const known = new Set(
    Object.entries(world.plan.records?.buckets ?? {}).flatMap(([bucket, { journal }]) =>
      journal === undefined ? [bucket] : [],
    ),
  );
  const written = Object.keys(world.plan.podSets)
    .filter((id) => id.startsWith(`${keeper}/`))
    .flatMap((id) => filesOf(world, id))
    .flatMap(({ text }) => parts(parsedJson(text) ?? {}))
    .flatMap(([, part]) => textAt(part, "aws_s3", "bucket") ?? []);
  return written.some((bucket) => known.has(bucket))
    ? []
    : [
        {
          where: `${keeper} bucket`,
          ...(written[0] === undefined ? {} : { value: written[0] }),
          why: "is none of those whose records nobody rewrites",
          wayOut: 'declare the bucket as written: "record"',
        },
      ];
}
