import { internetStandards } from "../../../audit/checks/internet-standards";
import { mailServers } from "../../../audit/checks/internet-standards/mail-servers";
import type { Facts } from "../../../audit";
import { textAt, type Json, type JsonPath } from "../../../audit/facts/json";
import { inBlock, inManifest, realFacts, together, type Sabotage } from "../recovery/real-output";

const facts = realFacts();
const trust = "noveu-zuid-trust";
const record = `${trust}:ovh_domain_zone_record.zone_TXT-s1_domainkey`;
const key = `${trust}:vault_transit_secret_backend_key.signing-key-s1`;
const place = "eu-west-par/mail";

const failures = (judged: Facts): readonly string[] =>
  internetStandards.judge(judged).flatMap((verdict) => (verdict.outcome === "fail" ? [verdict.message] : []));

/** The plan of the mail server at one site, with other words in it. */
const told =
  (from: string, to: string): Sabotage =>
  (judged) => {
    const server = mailServers(judged).find(({ object }) => object.startsWith(place));
    if (server === undefined) throw new Error("no mail server is told anything");
    const path: JsonPath = ["data", "plan.ndjson"];
    const plan = textAt(server.told.object, ...path) ?? "";
    if (!plan.includes(from)) throw new Error(`the plan does not say ${from}`);
    return inManifest(server.object, path, plan.replace(from, to))(judged);
  };

const generator = `${place}/VaultDynamicSecret/dkim-s1`;
const secret = `${place}/ExternalSecret/dkim-s1`;
const variable: JsonPath = ["spec", "template", "spec", "containers", 0, "env"];

const withoutVariable: Sabotage = (judged) => {
  const id = `${place}/StatefulSet/mail-stalwart`;
  return inManifest(id, variable, [])(judged);
};

const signedWith = (value: string): Json => `"v=DKIM1; k=rsa; p=\${${value}}"`;

test("every mail server signs with a key whose public half stands in the zone", () => {
  expect(
    mailServers(facts).map(({ domain, signatures }) => [domain, signatures.map(({ selector }) => selector)]),
  ).toEqual([
    ["zuid.example.eu", ["s1"]],
    ["zuid.example.eu", ["s1"]],
  ]);
  expect(failures(facts)).toEqual([]);
  const verdicts = internetStandards.judge(facts).filter(({ object }) => object.includes("ConfigMap/mail-stalwart"));
  expect(verdicts.map(({ outcome }) => outcome)).toEqual(["pass", "pass"]);
});

test.each<readonly [string, Sabotage, string]>([
  ["no record", inBlock(record, ["subdomain"], "s9._domainkey.zuid"), "is nowhere"],
  ["a record of another type", inBlock(record, ["fieldtype"], "CNAME"), "is nowhere"],
  ["a record of no key", inBlock(record, ["target"], '"v=DKIM1; k=rsa; p="'), "is not the public half of one key"],
  [
    "a record of halves of two keys",
    inBlock(
      record,
      ["target"],
      `"v=DKIM1; k=rsa; p=\${vault_transit_secret_backend_key.signing-key-s1.keys[0]["public_key"]}\${vault_transit_secret_backend_key.other.keys[0]["public_key"]}"`,
    ),
    "is not the public half of one key",
  ],
  [
    "a record of another key",
    inBlock(
      record,
      ["target"],
      signedWith('vault_transit_secret_backend_key.mounts_backup-key_2DA9AC10.keys[0]["public_key"]'),
    ),
    "is no key of RSA",
  ],
  ["a key that may not leave", inBlock(key, ["exportable"], false), "is no key of RSA that may leave"],
  ["a key of another name", inBlock(key, ["name"], "noveu-zuid.s2"), "no private half of the key"],
  [
    "a private half of another key",
    inManifest(generator, ["spec", "path"], "dkim/export/signing-key/noord.s1/1"),
    "no private half",
  ],
  ["a generator that is not there", inManifest(generator, [], undefined), "no private half"],
  ["a secret that is made up", inManifest(secret, ["spec", "dataFrom"], []), "no private half"],
  [
    "a secret that holds something else",
    inManifest(secret, ["spec", "target", "template", "data", "private-key"], "{{ .name }}"),
    "no private half",
  ],
  ["a server that is not given the key", withoutVariable, "no private half"],
  ["a server that is told of no key", told('"stage":"active"', '"stage":"retired"'), "has no key that signs its mail"],
  ["a server that makes keys of its own", told('"@type":"Manual"', '"@type":"Automatic"'), "make keys by itself"],
  [
    "a server that signs nothing",
    told('"then":"sender_domain"', '"then":"false"'),
    "signs nothing that its people send",
  ],
])("%s: caught", (_, sabotage, says) => {
  const found = failures(sabotage(facts));
  expect(found).not.toEqual([]);
  expect(found.join("\n")).toContain(says);
});

test("two records of one name are caught", () => {
  const [id, fact] = Object.entries(facts.terraform).find(([each]) => each.startsWith(record)) ?? [];
  if (id === undefined || fact === undefined) throw new Error("there is no record");
  const twice: Sabotage = (judged) => ({ ...judged, terraform: { ...judged.terraform, [`${id}_again`]: fact } });
  expect(failures(together(twice)(facts)).join("\n")).toContain("stands there more than once");
});
