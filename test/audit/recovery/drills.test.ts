import { recoveryDrills } from "../../../audit/checks/recovery/drills";
import { at, textAt, type Json, type JsonPath } from "../../../audit/facts/json";
import eigen from "../../../environments/noveu-eigen";
import noord from "../../../environments/noveu-noord";
import oost from "../../../environments/noveu-oost";
import rijk from "../../../environments/noveu-rijk";
import west from "../../../environments/noveu-west";
import type { Environment } from "../../../environments/schema";
import { complaints, inBlock, inManifest, realFacts, withActive, type Sabotage } from "./real-output";

const facts = realFacts();
const drill = "eu-west-par/openbao/CronJob/secrets-drill";
const save = "eu-west-par/openbao/CronJob/secrets-save";
const spec: JsonPath = ["spec", "jobTemplate", "spec", "template", "spec"];
const words: JsonPath = [...spec, "containers", 0, "command", 2];
const role = "noveu-zuid-trust:vault_kubernetes_auth_backend_role.access_role-snapshot-drill";
const policy = "noveu-zuid-trust:vault_policy.access_policy-snapshot-drill";
const release = "noveu-zuid-operators-eu-west-par:helm_release.openbao_release";

/** A script of a job with other words in it. */
const told =
  (job: string, path: JsonPath, from: string | RegExp, to: string): Sabotage =>
  (judged) => {
    const script = textAt(judged.kubernetes[job]?.object, ...path) ?? "";
    if (script.replace(from, to) === script) throw new Error(`it does not say ${String(from)}: ${script}`);
    return inManifest(job, path, script.replace(from, to))(judged);
  };

const inPolicy =
  (from: string, to: string): Sabotage =>
  (judged) => {
    const [, fact] = Object.entries(judged.terraform).find(([id]) => id.startsWith(policy)) ?? [];
    const text = textAt(fact?.attributes, "policy") ?? "";
    if (!text.includes(from)) throw new Error(`it does not say ${from}: ${text}`);
    return inBlock(policy, ["policy"], text.replace(from, to))(judged);
  };

const values =
  (change: (text: string) => string): Sabotage =>
  (judged) => {
    const [id, found] = Object.entries(judged.releases).find(([one]) => one.startsWith(release)) ?? [];
    if (id === undefined || found === undefined) throw new Error("there is no release");
    const changed: readonly Json[] = JSON.parse(change(JSON.stringify(found.values)));
    return { ...judged, releases: { ...judged.releases, [id]: { ...found, values: changed } } };
  };

test("databases, secrets and buckets come back by a drill, or are compared", () => {
  const verdicts = recoveryDrills.judge(facts);
  const passed = verdicts.filter(({ outcome }) => outcome === "pass").map(({ object }) => object);
  expect(passed).toEqual(expect.arrayContaining(["eu-west-par/databases/Cluster/postgres", drill]));
  expect(passed.filter((object) => object.includes("ovh_cloud_project_storage"))).toHaveLength(7);
  expect(complaints(recoveryDrills, facts)).toEqual([]);
});

test("at Azure nothing is left undecided", () => {
  const verdicts = recoveryDrills.judge(realFacts(noord));
  expect(verdicts.filter(({ object }) => object.includes("azurerm_storage_container"))).toHaveLength(6);
  expect(verdicts.filter(({ outcome }) => outcome !== "pass")).toEqual([]);
});

test.each<readonly [string, Environment, RegExp]>([
  [
    "a journal",
    rijk,
    /^undecided: buckets: "journal" are journals, which whoever writes them can neither list nor read/,
  ],
  [
    "copies of one site",
    west,
    /^undecided: buckets: "audit of tenants, files of tenants, invoices, mail of tenants, media of tenants, platform-audit" are copied by their storage to a place where no cluster/,
  ],
  [
    "buckets while the other site may be gone",
    withActive("standby"),
    /^undecided: buckets: "[a-z, -]+" are copied by nothing that a file shows/,
  ],
])("what nobody compares is said: %s", (_, environment, says) => {
  const open = complaints(recoveryDrills, realFacts(environment));
  expect(open).toEqual([expect.stringMatching(says)]);
});

test("the drill rests where secrets follow", () => {
  expect(at(facts.kubernetes["eu-south-mil/openbao/CronJob/secrets-drill"]?.object, "spec", "suspend")).toBe(true);
});

test.each([eigen, oost])("nothing is left open where jobs carry every object", (environment) => {
  expect(complaints(recoveryDrills, realFacts(environment))).toEqual([]);
});

test.each<readonly [what: string, sabotage: Sabotage, found: string]>([
  ["secrets that no drill restores", inManifest(drill, [], undefined), '"secrets" is restored by no drill'],
  [
    "a database that no drill restores",
    inManifest("eu-west-par/databases/CronJob/restore-drill-postgres", [], undefined),
    '"postgres" is restored by no drill',
  ],
  [
    "a drill of a database that rests",
    inManifest("eu-west-par/databases/CronJob/restore-drill-postgres", ["spec", "suspend"], true),
    '"postgres" is restored by no drill',
  ],
  ["a drill that rests", inManifest(drill, ["spec", "suspend"], true), "stops the drill"],
  [
    "a drill of another file",
    inManifest(drill, [...spec, "initContainers", 0, "args", 1], ":s3:another/secrets/eu-west-par.snap"),
    "is not where the newest snapshot is carried to",
  ],
  [
    "a drill of a file elsewhere",
    inManifest(drill, [...spec, "initContainers", 0, "env", 1, "value"], "https://s3.example.eu"),
    "is not where the newest snapshot is carried to",
  ],
  [
    "a copy of every secret that others reach",
    told(drill, words, '"address":"127.0.0.1:8200"', '"address":"0.0.0.0:8200"'),
    "lets others than the drill ask",
  ],
  [
    "a copy that joins the servers",
    told(drill, words, '"raft":{', '"raft":{"retry_join":[{"leader_api_addr":"http://openbao-0:8200"}],'),
    "has the copy join servers that serve",
  ],
  ["a server that nobody configures", told(drill, words, "server.json", "other.json"), "is no configuration"],
  [
    "another seal than the servers'",
    told(drill, words, "$SEAL_KEY_ID", "$OTHER_KEY"),
    "is not the one that the servers",
  ],
  ["servers whose seal no file shows", values((text) => text.replaceAll("seal.json", "other.json")), "undecided: seal"],
  [
    "a snapshot without a mark",
    told(save, [...spec, "initContainers", 0, "command", 2], /write marks\/snapshot site=.*/, "true"),
    "writes no mark before the snapshot",
  ],
  ["a mark that is not read", told(drill, words, "marks/snapshot", "marks/other"), "does not compare the mark"],
  [
    "a mark that is not compared",
    told(drill, words, '[ "$at" = "$(stat', '[ "$at" != "$(stat'),
    "does not compare the mark",
  ],
  ["a copy on a disk", inManifest(drill, [...spec, "volumes", 0, "emptyDir", "medium"], undefined), "lies on a disk"],
  [
    "a failed drill that nobody hears of",
    inManifest("eu-west-par/openbao/PrometheusRule/secret-snapshots", [], undefined),
    "is watched by no alert",
  ],
  [
    "a role that nobody makes",
    told(drill, words, "role=snapshot-drill", "role=another"),
    "is no role of the secrets server",
  ],
  [
    "a role that others have too",
    inBlock(role, ["bound_service_account_names"], ["openbao", "snapshots"]),
    "to it alone",
  ],
  ["a role of another namespace", inBlock(role, ["bound_service_account_namespaces"], ["*"]), "to it alone"],
  ["a role that takes another token", inBlock(role, ["audience"], "elsewhere"), "is not whom a token of the pod"],
  ["a token that opens another role", inBlock(role, ["audience"], "secrets"), "as well"],
  ["a role with a policy from elsewhere", inBlock(role, ["token_policies"], ["default"]), "is in no file"],
  ["a role that reads secrets", inPolicy('["list"]', '["list","read"]'), "to count names: list, read"],
  [
    "a role that sees every name",
    inPolicy('"platform/metadata"', '"platform/metadata/*"'),
    '"platform/metadata/*" is more',
  ],
  ["a role that writes the mark", inPolicy('["read"]', '["read","update"]'), "is more than to read the mark"],
])("%s: caught", (_, sabotage, found) => {
  const before = complaints(recoveryDrills, facts);
  const said = complaints(recoveryDrills, sabotage(facts)).filter((message) => !before.includes(message));
  expect(said).toContainEqual(expect.stringContaining(found));
});

test("an object that is carried and not compared: caught", () => {
  const kept = realFacts(eigen);
  const compare = "cellar/mail/CronJob/mail-compare-mail";
  for (const sabotage of [inManifest(compare, [], undefined), inManifest(compare, ["spec", "suspend"], true)])
    expect(complaints(recoveryDrills, sabotage(kept))).toEqual([
      expect.stringContaining('"bucket-mail" is restored by no drill'),
    ]);
});

test.each<readonly [string, Sabotage]>([
  ["no sample of it is drawn", inManifest("eu-west-par/mail/CronJob/mail-sample-objects", [], undefined)],
  [
    "no sample of it is drawn any more",
    inManifest("eu-west-par/mail/CronJob/mail-sample-objects", ["spec", "suspend"], true),
  ],
  ["nobody reads it", inManifest("eu-south-mil/mail/CronJob/mail-compare-replicas", [], undefined)],
  [
    "nobody reads it any more",
    inManifest("eu-south-mil/mail/CronJob/mail-compare-replicas", ["spec", "suspend"], true),
  ],
  ["nobody would miss it", inManifest("eu-south-mil/mail/PrometheusRule/mail", [], undefined)],
])("a copy that a storage makes, and %s: caught", (_, sabotage) => {
  expect(complaints(recoveryDrills, sabotage(facts))).toEqual([
    expect.stringContaining('"noveu-zuid-mail-eu-west-par" is restored by no drill'),
  ]);
});
