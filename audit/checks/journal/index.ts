import { pen, type Check, type Finding } from "../../check";
import type { Facts } from "../../facts";
import { textAt } from "../../facts/json";
import type { BucketFact } from "../../recovery/bucket";
import { bucketFacts } from "../../recovery/buckets";
import { doorFindings } from "./doors";
import { hookedServers, type HookedServer } from "./hooks";
import { journalling } from "./servers";

const id = "journal";
const ours = pen(id);

/**
 * Where a journal of mail is promised, no mail server with mailboxes takes a message before its copy stands in a locked bucket, and no port of mail leads around one.
 * That the mail server asks in the stage data for what people send by JMAP and for invitations too is read from its source, and nothing that is synthesized says it.
 */
export const journal: Check = {
  id,
  title: "No message is taken before its copy stands in a journal that nobody shortens, where one is promised",
  controls: ["A.5.28", "A.5.33", "A.5.34"],
  applies: ({ plan }) => promised(plan.records).length > 0,
  judge: (facts) => {
    const planned = promised(facts.plan.records);
    const least = Math.max(...planned.map(({ days }) => days));
    const buckets = bucketFacts(facts);
    const final = textAt(facts.plan.environment, "stage") === "production";
    const servers = hookedServers(facts);
    const keeping = servers.filter(({ keeps }) => keeps).map((server) => ({ server, ...journalling(facts, server) }));
    const copies = (server: HookedServer): boolean =>
      keeping.some((one) => one.server === server && one.failures.length === 0);
    const written = new Set(keeping.flatMap((one) => one.buckets));
    return [
      ...keeping.flatMap(({ server, failures, buckets: used }) =>
        ours.sum(server.object, {
          failures: [...failures, ...used.flatMap((name) => lockFindings(name, buckets.get(name), { least, final }))],
        }),
      ),
      ...doorFindings(facts, servers, copies).flatMap(([door, failures]) => ours.sum(door, { failures })),
      ...planned.map(({ name }) =>
        written.has(name)
          ? ours.pass(`records.buckets.${name}`)
          : ours.fail(`records.buckets.${name}`, {
              where: "journal",
              value: name,
              why: "is promised, and no mail server's copies stand there",
              wayOut: "have the carrier of a mail server write it",
            }),
      ),
    ];
  },
};

const promised = (records: Facts["plan"]["records"]): readonly { readonly name: string; readonly days: number }[] =>
  Object.entries(records?.buckets ?? {}).flatMap(([name, { journal: days }]) =>
    days === undefined ? [] : [{ name, days }],
  );

/** A bucket inside the cluster is in no file of a cloud's, and can't lock: `records` judges the copy of it that does. */
function lockFindings(
  name: string,
  bucket: BucketFact | undefined,
  { least, final }: { readonly least: number; readonly final: boolean },
): readonly Finding[] {
  if (bucket === undefined || bucket.host !== undefined) return [];
  const { lock } = bucket;
  return lock !== undefined && lock.days >= least && (lock.final || !final)
    ? []
    : [
        {
          where: `${name} object lock`,
          value: lock?.days ?? null,
          why: `does not hold for the ${String(least)} days that copies stand`,
          wayOut: "lock it as the plan says",
        },
      ];
}
