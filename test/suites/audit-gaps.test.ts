import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import zuid from "../../environments/noveu-zuid";
import type { Surroundings } from "../../language";
import { surroundingsOf } from "../../planning/placement";
import { askKafkaScript, askScript, gapScript } from "../../suites/noveu/audit-gaps-scripts";
import { cloudWith } from "../tenancy/shared-environment";

const { audit } = zuid.suite.services;
if (audit === undefined) throw new Error("the sample lacks a service");
const check = audit.workloads["gaps"];
if (check === undefined) throw new Error("nobody looks for gaps");

const topicsSeen = (at: Surroundings): readonly string[] => (check.files(at)["topics"] ?? "").trim().split("\n");

const subject = "platform.mail.events";
const created = "2026-01-01T00:00:00Z";

/** Noon of the day on which every look takes place, in seconds. */
const now = Date.UTC(2026, 10, 21, 12) / 1000;

/** The folder of that day, or of one some days before, as the writer names them. */
const folder = (daysAgo: number): string =>
  new Date((now - daysAgo * 86_400) * 1000).toISOString().slice(0, 10).replaceAll("-", "/");

const line = (sequence: number, taken = "2026-11-20T10:00:00Z", event: unknown = { type: "auth.success" }): string =>
  // Keys in the order of the alphabet, as the writer's encoder has them.
  `${JSON.stringify({ event, sequence, subject, taken })}\n`;

/** Objects by the name below the subject's folder. */
type Objects = Readonly<Record<string, string>>;

interface Look {
  readonly status: number | null;
  readonly report: { readonly from: number; readonly to: number; readonly found: number; readonly missing: string[] };
}

/** A bucket in a folder, and a client that knows three verbs of rclone's. */
class Bucket {
  private readonly at = mkdtempSync(join(tmpdir(), "gaps-"));
  private looks = 0;

  constructor(
    objects: Objects,
    private readonly broken = "",
  ) {
    this.write(Object.fromEntries(Object.entries(objects).map(([name, text]) => [`${subject}/${name}`, text])));
    const client = `#!/bin/sh
verb="$1"; path="$2"; [ "$verb" != copyto ] || path="$3"; place="${this.at}/bucket/\${path#from:audit/}"
case "$path" in *"\${BROKEN:-nothing}"*) exit 1 ;; esac
case "$verb" in
  cat) [ -e "$place" ] || exit 3; if [ -d "$place" ]; then find "$place" -name '*.ndjson' -exec cat {} +; else cat "$place"; fi ;;
  lsf) [ -e "$place" ] || exit 3; ls "$place" ;;
  copyto) mkdir -p "$(dirname "$place")"; cp "$2" "$place" ;;
  *) exit 9 ;;
esac
`;
    writeFileSync(join(this.at, "rclone"), client, { mode: 0o755 });
  }

  write(objects: Objects): void {
    for (const [name, text] of Object.entries(objects)) {
      const path = join(this.at, "bucket", name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
    }
  }

  /** What Kafka says of the topic that it knows by this identity. */
  lookAtKafka(floor: number, topic: string): Look {
    return this.lookAt("kafka", `{"topic":"${topic}","first_seq":1}`, `{"ack_floor":{"stream_seq":${String(floor)}}}`);
  }

  look(floor: number, { first = 1, since = created } = {}): Look {
    return this.lookAt(
      "nats",
      `{"type":"t","config":{"name":"mail-events"},"created":"${since.replace("Z", ".5Z")}","state":{"messages":9,"first_seq":${String(first)},"last_seq":99}}`,
      `{"created":"2020-01-01T00:00:00Z","delivered":{"consumer_seq":7,"stream_seq":90},"ack_floor":{"consumer_seq":9,"stream_seq":${String(floor)},"last_active":"2026"}}`,
    );
  }

  private lookAt(bus: "nats" | "kafka", stream: string, consumer: string): Look {
    mkdirSync(join(this.at, "work"), { recursive: true });
    const own = (name: string, text: string) => {
      writeFileSync(join(this.at, "work", name), text);
    };
    own("topics", `mail-events audit-mail ${subject}\n`);
    own("mail-events.stream", stream);
    own("mail-events.consumer", consumer);
    const script = gapScript(bus)
      .replaceAll("/work/", `${this.at}/work/`)
      .replace("/etc/bestek/topics", `${this.at}/work/topics`)
      .replace("$(date -u +%s)", String(now + this.looks));
    this.looks += 1;
    const { status, stderr } = spawnSync("sh", ["-c", script], {
      encoding: "utf8",
      env: { PATH: `${this.at}:${process.env["PATH"] ?? ""}`, FROM_BUCKET: "audit", BROKEN: this.broken },
    });
    if (stderr !== "" && this.broken === "") throw new Error(stderr);
    const reports = join(this.at, "bucket/checks", subject);
    const last = status === null || this.broken !== "" ? undefined : readdirSync(reports).sort().at(-1);
    const report: Look["report"] = JSON.parse(last === undefined ? "{}" : readFileSync(join(reports, last), "utf8"));
    return { status, report };
  }

  remove(): void {
    rmSync(this.at, { recursive: true });
  }
}

const buckets: Bucket[] = [];
function bucketWith(objects: Objects, broken?: string): Bucket {
  const bucket = new Bucket(objects, broken);
  buckets.push(bucket);
  return bucket;
}
afterAll(() => {
  for (const bucket of buckets) bucket.remove();
});

const numbers = (from: number, to: number): string =>
  Array.from({ length: to - from + 1 }, (_, index) => line(from + index)).join("");

test("a log without gaps is well, whatever the objects' order and how often a line stands in them", () => {
  const bucket = bucketWith({
    [`${folder(0)}/4-b.ndjson`]: numbers(4, 9),
    [`${folder(0)}/5-c.ndjson`]: numbers(5, 6),
    [`${folder(1)}/1-a.ndjson`]: numbers(1, 3),
  });
  expect(bucket.look(9)).toEqual({
    status: 0,
    report: expect.objectContaining({ from: 1, to: 9, found: 9, missing: [] }),
  });
});

test.each<readonly [string, string, readonly string[]]>([
  ["the first line", numbers(2, 9), ["1-1"]],
  ["a line in between", numbers(1, 4) + numbers(6, 9), ["5-5"]],
  ["two stretches", numbers(1, 2) + numbers(5, 6) + numbers(9, 9), ["3-4", "7-8"]],
  ["the last lines", numbers(1, 6), ["7-9"]],
  ["everything", "", ["1-9"]],
])("without %s the look fails, and tells the numbers", (_, text, missing) => {
  const { status, report } = bucketWith({ [`${folder(0)}/1-a.ndjson`]: text }).look(9);
  expect(status).toBe(1);
  expect(report.missing).toEqual(missing);
});

test("what the writer has not acknowledged yet is not missed", () => {
  expect(bucketWith({ [`${folder(0)}/1-a.ndjson`]: numbers(1, 5) }).look(5).status).toBe(0);
});

test("a look begins after the one before, and says so", () => {
  const bucket = bucketWith({ [`${folder(0)}/1-a.ndjson`]: numbers(1, 5) });
  bucket.look(5);
  bucket.write({ [`${subject}/${folder(0)}/6-b.ndjson`]: numbers(6, 8) });
  expect(bucket.look(8)).toMatchObject({ status: 0, report: { from: 6, to: 8, found: 3 } });
  expect(bucket.look(8)).toMatchObject({ status: 0, report: { from: 9, to: 8, found: 0 } });
  expect(bucket.look(9)).toMatchObject({ status: 1, report: { from: 9, missing: ["9-9"] } });
});

test("what waited for storage is found under the day on which it happened", () => {
  const bucket = bucketWith({ [`${folder(0)}/1-a.ndjson`]: numbers(1, 5) });
  bucket.look(5);
  bucket.write({ [`${subject}/${folder(9)}/6-b.ndjson`]: numbers(6, 8) });
  expect(bucket.look(8).status).toBe(0);
});

test("a stream that was made anew counts from one, and lines of the one before don't stand for its own", () => {
  const bucket = bucketWith({ [`${folder(0)}/1-a.ndjson`]: numbers(1, 9) });
  bucket.look(9);
  expect(bucket.look(3, { since: "2026-11-21T00:00:00Z" })).toMatchObject({ status: 1, report: { missing: ["1-3"] } });
});

test("at Kafka a look goes on where the one before ended, as long as the topic is the same", () => {
  const bucket = bucketWith({ [`${folder(0)}/1-a.ndjson`]: numbers(1, 5) });
  expect(bucket.lookAtKafka(5, "a")).toMatchObject({ status: 0, report: { from: 1, to: 5, found: 5 } });
  expect(bucket.lookAtKafka(5, "a")).toMatchObject({ status: 0, report: { from: 6, to: 5 } });
  expect(bucket.lookAtKafka(7, "a")).toMatchObject({ status: 1, report: { from: 6, missing: ["6-7"] } });
});

test("at Kafka a topic that was made anew is known by its identity, and older lines don't stand for its own", () => {
  const bucket = bucketWith({ [`${folder(0)}/1-a.ndjson`]: numbers(1, 9) });
  bucket.lookAtKafka(9, "a");
  expect(bucket.lookAtKafka(3, "b")).toMatchObject({ status: 1, report: { missing: ["1-3"] } });
  bucket.write({ [`${subject}/${folder(0)}/1-b.ndjson`]: line(1, "2026-11-21T13:00:00Z") });
  expect(bucket.lookAtKafka(3, "c")).toMatchObject({ status: 1, report: { missing: ["2-3"] } });
});

test("an event can't pretend to be a number", () => {
  const forged = { note: ',"sequence":2,"subject":"x","taken":"2026-11-20T10:00:00Z"}', sequence: 2 };
  const text = line(1, undefined, forged) + line(3);
  expect(bucketWith({ [`${folder(0)}/1-a.ndjson`]: text }).look(3).report.missing).toEqual(["2-2"]);
});

test("objects that can't be read are no gap and no good news: the look fails", () => {
  const bucket = bucketWith({ [`${folder(0)}/1-a.ndjson`]: numbers(1, 5) }, folder(0));
  expect(bucket.look(5).status).toBe(1);
});

test("the bus is asked for two things, and a refusal fails the look", () => {
  const at = mkdtempSync(join(tmpdir(), "ask-"));
  try {
    writeFileSync(join(at, "nats"), `#!/bin/sh\necho "$3" >>${at}/asked\n[ -n "$ANSWER" ] && echo "$ANSWER"\n`, {
      mode: 0o755,
    });
    writeFileSync(join(at, "topics"), `mail-events audit-mail ${subject}\n`);
    const ask = (answer: string) =>
      spawnSync("sh", ["-c", askScript("nats").replaceAll("/etc/bestek/", `${at}/`).replaceAll("/work/", `${at}/`)], {
        env: { PATH: `${at}:${process.env["PATH"] ?? ""}`, ANSWER: answer },
      }).status;
    expect(ask('{"created":"x"}')).toBe(0);
    expect(readFileSync(join(at, "asked"), "utf8").trim().split("\n")).toEqual([
      "$JS.API.STREAM.INFO.mail-events",
      "$JS.API.CONSUMER.INFO.mail-events.audit-mail",
    ]);
    expect(ask('{"error":{"code":404}}')).not.toBe(0);
    expect(ask("")).not.toBe(0);
  } finally {
    rmSync(at, { recursive: true });
  }
});

/** Kafka's tools as they answer, and what the script makes of it. */
function askKafka(answers: Readonly<Record<string, string>>): {
  readonly status: number | null;
  readonly told: string;
} {
  const at = mkdtempSync(join(tmpdir(), "ask-"));
  try {
    for (const tool of ["kafka-topics", "kafka-get-offsets", "kafka-consumer-groups"]) {
      writeFileSync(join(at, `${tool}.sh`), `#!/bin/sh\ncat <<'END'\n${answers[tool] ?? ""}\nEND\n`, { mode: 0o755 });
    }
    for (const file of ["tls.key", "tls.crt"]) writeFileSync(join(at, file), "");
    writeFileSync(join(at, "topics"), `mail-events audit-mail ${subject}\n`);
    const script = askKafkaScript
      .replaceAll("/opt/kafka/bin/", `${at}/`)
      .replaceAll("/etc/bestek-certificate/", `${at}/`)
      .replaceAll("/etc/bestek/", `${at}/`)
      .replaceAll("/work/", `${at}/`);
    const { status } = spawnSync("sh", ["-c", script], {
      env: { PATH: process.env["PATH"] ?? "", BOOTSTRAP: "bus:9093" },
    });
    const told = ["stream", "consumer"].map((kind) =>
      status === 0 ? readFileSync(join(at, `mail-events.${kind}`), "utf8") : "",
    );
    return { status, told: told.join(" ") };
  } finally {
    rmSync(at, { recursive: true });
  }
}

const topicSays = `Topic: ${subject}\tTopicId: Qx_-1\tPartitionCount: 1\tReplicationFactor: 3\tConfigs: min.insync.replicas=2
\tTopic: ${subject}\tPartition: 0\tLeader: 1\tReplicas: 1,2,0\tIsr: 1,2,0`;
const groupSays = (offset: string): string => `
GROUP      TOPIC                PARTITION  CURRENT-OFFSET  LOG-END-OFFSET  LAG  CONSUMER-ID  HOST  CLIENT-ID
audit-mail ${subject} 0          ${offset}              42              2    -            -     -`;

test("Kafka is asked for the same, and says it in its own words", () => {
  const known = { "kafka-topics": topicSays, "kafka-get-offsets": `${subject}:0:7` };
  expect(askKafka({ ...known, "kafka-consumer-groups": groupSays("40") })).toEqual({
    status: 0,
    told: '{"topic":"Qx_-1","first_seq":8} {"ack_floor":{"stream_seq":40}}',
  });
  expect(askKafka({ ...known, "kafka-consumer-groups": groupSays("-") }).told).toContain('"stream_seq":7');
});

test.each(["kafka-topics", "kafka-get-offsets", "kafka-consumer-groups"])("no answer of %s fails the look", (tool) => {
  const answers = {
    "kafka-topics": topicSays,
    "kafka-get-offsets": `${subject}:0:7`,
    "kafka-consumer-groups": groupSays("40"),
    [tool]: "Error: Not authorized",
  };
  expect(askKafka(answers).status).not.toBe(0);
});

test("every topic that is written down is looked at, in the account of whose it is", () => {
  expect(topicsSeen(surroundingsOf(zuid, zuid.site, audit))).toEqual([
    "ai-requests audit-ai platform.ai.requests",
    "mail-events audit-mail platform.mail.events",
  ]);
  const cloud = cloudWith({ noord: { users: 50 } });
  const tenants = cloud.suite.services["audit"];
  if (tenants === undefined) throw new Error("the cloud lacks a service");
  expect(topicsSeen(surroundingsOf(cloud, cloud.site, tenants, "noord"))).toContain(
    "mail-events audit-mail tenant-noord.mail.events",
  );
});
