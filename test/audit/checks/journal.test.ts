import { journal } from "../../../audit/checks/journal";
import { records } from "../../../audit/checks/records";
import rijk from "../../../environments/noveu-rijk";
import { isObject, parsedJson, textAt, toJson, type Json, type JsonPath } from "../../../audit/facts/json";
import { objectsOfKind } from "../../../audit/facts/of-kind";
import { change } from "../fixture/output";
import { complaints, inBlock, inManifest, realFacts, together, type Sabotage } from "../recovery/real-output";

const facts = realFacts(rijk);
const place = "eu-west-par/mail";
const bucket = "noveu-rijk-journal-eu-west-par";
const block = `noveu-rijk-infrastructure-eu-west-par:ovh_cloud_project_storage.site_store-${bucket}`;

const configuration = (name: string): string =>
  objectsOfKind(facts, "ConfigMap").find(([id]) => id.startsWith(`${place}/ConfigMap/${name}-`))?.[0] ?? name;

/** The mail server's plan, with other words in it. */
const told =
  (from: string | RegExp, to: string): Sabotage =>
  (judged) => {
    const id = configuration("mail-stalwart");
    const path: JsonPath = ["data", "plan.ndjson"];
    const plan = textAt(judged.kubernetes[id]?.object, ...path) ?? "";
    if (plan.replace(from, to) === plan) throw new Error(`the plan does not say ${String(from)}`);
    return inManifest(id, path, plan.replace(from, to))(judged);
  };

/** The carrier's configuration, with another part in it. */
const carrying =
  (path: JsonPath, value: Json | undefined): Sabotage =>
  (judged) => {
    const id = configuration("mail-journal");
    const stream = parsedJson(textAt(judged.kubernetes[id]?.object, "data", "bento.json"));
    if (!isObject(stream)) throw new Error("there is no carrier");
    return inManifest(id, ["data", "bento.json"], JSON.stringify(change(stream, path, value)))(judged);
  };

/** Where the carrier's pods get the token from; its variables stand in the order of their names. */
const carrierToken: JsonPath = [
  ...["spec", "template", "spec", "containers"],
  0,
  "env",
  1,
  ...["valueFrom", "secretKeyRef", "name"],
];

const outputs: JsonPath = ["output", "switch", "cases", 1, "output", "broker"];
const answer = toJson({ sync_response: {}, processors: [{ mapping: 'root.action = "accept"' }] });
const storing = toJson({ aws_s3: { bucket, path: '${! metadata("object") }' } });

test("what is synthesized passes: both sites' servers, every port of mail, and the bucket for its own years", () => {
  expect(journal.judge(facts).filter(({ outcome }) => outcome !== "pass")).toEqual([]);
  expect(journal.judge(facts).map(({ object }) => object.replace(/-[0-9a-f]{10}$/, ""))).toEqual([
    "eu-south-mil/mail/ConfigMap/mail-stalwart",
    "eu-west-par/mail/ConfigMap/mail-stalwart",
    "eu-south-mil/mail/TCPRoute/mail-25",
    "eu-south-mil/mail/TCPRoute/mail-465",
    "eu-west-par/mail/TCPRoute/mail-25",
    "eu-west-par/mail/TCPRoute/mail-465",
    `records.buckets.${bucket}`,
  ]);
  expect(complaints(records, facts)).toEqual([]);
});

test.each<readonly [string, Sabotage, string]>([
  ["no hook", told(/^.*"MtaHook".*\n/m, ""), "takes messages of which no copy is made"],
  [
    "a hook of another stage",
    told('"stages":{"data":true},"enable', '"stages":{"rcpt":true},"enable'),
    "no copy is made",
  ],
  [
    "a hook that fails open",
    told(
      '"stages":{"data":true},"enable":{"else":"true"},"tempFailOnError":true',
      '"stages":{"data":true},"enable":{"else":"true"},"tempFailOnError":false',
    ),
    "lets a message through while nobody copies it",
  ],
  [
    "a hook for one listener",
    told('"enable":{"else":"true"}', '"enable":{"match":[{"if":"listener == \'smtp\'","then":"true"}],"else":"false"}'),
    "leaves messages out",
  ],
  ["a hook that shows nothing", told('"@type":"Bearer"', '"@type":"Unauthenticated"'), "shows no token"],
  [
    "a token of another Secret",
    inManifest(`${place}/Deployment/mail-journal`, carrierToken, "webhook"),
    "shows no token",
  ],
  [
    "a carrier that lets everybody in",
    carrying(
      ["pipeline", "processors", 0, "mapping"],
      'root = content()\nmeta object = content().hash("sha256").encode("hex")',
    ),
    "shows no token",
  ],
  ["a hook that leads nowhere", told("http://mail-journal.", "http://mail-archive."), "leads to no Service"],
  ["a hook to another port", told(":8080/message", ":8081/message"), "leads to no port"],
  ["a hook to another path", told(":8080/message", ":8080/other"), "take no message there"],
  ["no pods", inManifest(`${place}/Deployment/mail-journal`, [], undefined), "leads to a Service without pods"],
  ["pods of another configuration", inManifest(configuration("mail-journal"), [], undefined), "take no message there"],
  ["an answer beside the writing", carrying([...outputs, "pattern"], "fan_out"), "may answer before"],
  ["an answer before the writing", carrying([...outputs, "outputs"], [answer, storing]), "may answer before"],
  ["an answer without a writing", carrying([...outputs, "outputs"], [answer]), "may answer before"],
  [
    "something that stands in for storage",
    carrying([...outputs, "outputs", 0], { fallback: [storing, { drop: {} }] }),
    "may answer before",
  ],
  ["what was refused goes on", carrying(["output", "switch", "cases", 0, "check"], "false"), "may answer before"],
  ["an answer on the way", carrying(["pipeline", "processors", 1], { sync_response: {} }), "may answer before"],
  ["one name for all", carrying(["pipeline", "processors", 0], { mapping: 'meta object = "mail"' }), "one name"],
  ["a shorter lock", inBlock(block, ["object_lock", "rule", "period"], "P365D"), "does not hold for the 2557 days"],
  ["a lock that can be lifted", inBlock(block, ["object_lock", "rule", "mode"], "governance"), "does not hold for"],
  ["no lock", inBlock(block, ["object_lock"], undefined), "does not hold for"],
])("%s: caught", (_, sabotage, says) => {
  expect(complaints(journal, sabotage(facts)).join("\n")).toContain(says);
});

test("a port of mail that leads past the journal is caught, whatever else is well", () => {
  const past = inManifest(`${place}/TCPRoute/mail-25`, ["spec", "rules", 0, "backendRefs", 0, "name"], "mail-events");
  expect(complaints(journal, past(facts))).toEqual([expect.stringContaining("takes mail past the journal")]);
});

test("a copy in another bucket leaves the promised one empty", () => {
  const other = carrying(
    [...outputs, "outputs", 0, "retry", "output", "aws_s3", "bucket"],
    "noveu-rijk-mail-eu-west-par",
  );
  expect(complaints(journal, other(facts))).toEqual([
    expect.stringContaining("does not hold for"),
    expect.stringContaining("no mail server's copies stand there"),
  ]);
});

test("the check of records holds the journal to its own years, and the audit log to its own", () => {
  const short = inBlock(block, ["object_lock", "rule", "period"], "P1096D");
  expect(complaints(records, short(facts))).toEqual([expect.stringContaining("is less than the 2557 days")]);
  expect(complaints(records, together()(facts))).toEqual([]);
});

test("where no journal is promised there is nothing to judge", () => {
  const { records: kept, ...plan } = facts.plan;
  expect(kept).toBeDefined();
  expect(journal.applies?.({ ...facts, plan })).toBe(false);
});
