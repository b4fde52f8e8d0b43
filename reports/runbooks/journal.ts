import { document, heading, shell, step } from "./markdown";
import { kubectl, preamble } from "./commands";
import { peoplesRemote, type PeoplesKeys } from "./peoples-remote";
import type { RunbookBucket, RunbookFacts } from "./runbook-facts";

/** Copies of messages that a service keeps, and who reads them. */
export interface JournalBooks {
  readonly service: string;
  readonly bucket: string;
  /** Days that a copy stands. */
  readonly days: number;
  /** Where people find the keys that read; each tenant's has none. */
  readonly keys: PeoplesKeys | undefined;
}

/** Reading what was kept, and what to say to whoever wants it gone. */
export const journal = (facts: RunbookFacts, kept: JournalBooks): string => {
  const { environment, page, serving } = facts;
  const { service, days } = kept;
  return document(
    heading(`The journal of mail in ${environment}`),
    `Every message that was taken lies there for ${String(days)} days, with its envelope, as the mail server handed it over: one JSON document each, under its day (UTC) and its own SHA-256. Nobody in the cluster ` +
      "can delete one, and where the storage tells reading from writing nobody there can read one. Whether to keep a journal, for how long, and who may look into it for what, the customer decides with his works council, and writes it down before the first message.",
    shell([...preamble(facts, [serving]), 'DAY="2026/01/31"']),
    step(
      1,
      "Agree on what is looked for",
      "Two people, one of them the officer for data protection, write down who asks, by what right, for which people and days, and until when the copies that are made here stand. Nothing below is done without that paper.",
    ),
    reading(facts, kept),
    step(
      3,
      "Find and read",
      'Who wrote to whom stands in the envelope, hidden recipients included. A document whose name has ".altered" in it held bytes that are no UTF-8, or the sign that stands for such: the mail server replaced them before it handed the message over, and the mailbox has them as they were.',
      [
        `for file in journal/*.json; do name="$(basename "$file")"; [ "$(sha256sum < "$file" | cut -d ' ' -f 1)" = "\${name%%.*}" ] || echo "$name is not what was written"; done`,
        `jq -r 'select([.envelope.from.address, .envelope.to[].address] | index("somebody@${facts.domain}")) | input_filename' journal/*.json`,
        `jq -j '(.message.headers[] | .[0] + ": " + (.[1] | sub("^ "; "") | sub("\\r?\\n$"; "")) + "\\r\\n"), "\\r\\n", .message.contents' journal/NAME.json > message.eml`,
      ],
    ),
    step(
      4,
      "Somebody asks to have a message deleted",
      `The mailbox forgets it at once, and that is done. The journal can't: until ${String(days)} days have passed nobody deletes from it, neither administrators nor whoever has the cloud account, short of closing it (in production; elsewhere a lock can be lifted); a week later each copy goes by itself. The answer says so, names the law or the claim for which the journal is kept (GDPR, ` +
        "article 17, paragraph 3), and that the copy is read for nothing else until then (article 18). If no such ground holds, the journal should not be kept: see the last step, and ask the officer for data protection before answering.",
    ),
    step(
      5,
      "Mail is put off",
      "Other servers are told to come again, and people can't send, while no copy can be written. Find out why; mail comes again for days. Whoever takes the hook out of the mail server by hand lets mail through that nobody copies until the next start of one of its pods, which writes it anew; no audit of files sees that.",
      [
        `${kubectl(serving, service)} get pods --selector app.kubernetes.io/component=journal`,
        `${kubectl(serving, service)} logs deployment/${service}-journal --since=1h`,
      ],
    ),
    step(
      6,
      "No journal any more",
      `Write \`mail: { journal: { kind: "none" } }\` in \`${page}\`, synthesize, follow what it says of the bucket, which stands until its last lock has ended, and apply. The mail server keeps its own entry of the hook, which then leads nowhere, so that mail is put off, until somebody deletes it (MtaHook, in its administration): do it in the same hour.`,
      [`npx bestek synth ${environment}`],
    ),
  );
};

function reading(facts: RunbookFacts, { service, bucket, keys }: JournalBooks): string {
  const { serving, buckets, protocol, environment } = facts;
  const title = "Fetch a day";
  const found = buckets.find((each) => each.service === service && each.bucket === bucket);
  if (found === undefined || keys === undefined)
    return step(
      2,
      title,
      `Each tenant's copies lie in a bucket of its own, named \`${environment}-<tenant>-${bucket}-${serving.id}\` where that is not too long. No key is made that reads it: whoever administers the account of the storage does, at the tenant's written request, and fetches the folder of the day into \`journal\`.`,
    );
  switch (protocol) {
    case "s3":
      return step(2, title, `The keys are those of restores: ${keys.who}.`, fetched(facts, found, keys));
    case "azure-blob":
      return step(2, title, "Whoever has the role that reads backups fetches them with it.", [
        `azcopy copy "${found.names[serving.id] ?? ""}/$DAY/*" journal`,
      ]);
  }
}

const fetched = ({ serving }: RunbookFacts, { names }: RunbookBucket, keys: PeoplesKeys): readonly string[] => [
  ...peoplesRemote("FROM", serving, keys),
  `rclone copy "from:${names[serving.id] ?? ""}/$DAY" journal --s3-no-check-bucket`,
];
