import { dumps } from "../../../audit/checks/dumps";
import { at, isObject, textAt, toJson, type Json, type JsonPath } from "../../../audit/facts/json";
import west from "../../../environments/noveu-west";
import { change } from "../fixture/output";
import { complaints, inBlock, inManifest, realFacts, together, type Sabotage } from "../recovery/real-output";

const facts = realFacts();
const job = "eu-west-par/dumps/CronJob/dump-files";
const spec: JsonPath = ["spec", "jobTemplate", "spec", "template", "spec"];
const [key, dump, seal, carry] = [
  [...spec, "initContainers", 0],
  [...spec, "containers", 0],
  [...spec, "containers", 1],
  [...spec, "containers", 2],
] as const;
const role = "noveu-zuid-trust:vault_kubernetes_auth_backend_role.access_role-dump-noveu-zuid";
const policy = "noveu-zuid-trust:vault_policy.access_policy-dump-noveu-zuid";
const archive =
  "noveu-zuid-infrastructure-eu-south-mil:ovh_cloud_project_storage.site_store-noveu-zuid-archive-eu-west-par";

/** A script of the job with other words in it. */
const told =
  (path: JsonPath, from: string | RegExp, to: string): Sabotage =>
  (judged) => {
    const script = textAt(judged.kubernetes[job]?.object, ...path) ?? "";
    if (script.replace(from, to) === script) throw new Error(`it does not say ${String(from)}: ${script}`);
    return inManifest(job, path, script.replace(from, to))(judged);
  };

const script = (container: JsonPath): JsonPath => [...container, "command", 2];

/** One more part of a list. */
const added =
  (path: JsonPath, part: Json): Sabotage =>
  (judged) => {
    const list = at(judged.kubernetes[job]?.object, ...path);
    return inManifest(job, path, [...(Array.isArray(list) ? list : []), part])(judged);
  };

/** A second role that takes the same token. */
const secondRole: Sabotage = (judged) => {
  const [id, fact] = Object.entries(judged.terraform).find(([one]) => one.startsWith(role)) ?? [];
  if (id === undefined || fact === undefined) throw new Error("there is no role");
  const attributes = change(fact.attributes, ["role_name"], "another");
  if (!isObject(attributes)) throw new Error("no role any more");
  return { ...judged, terraform: { ...judged.terraform, [`${id}-2`]: { ...fact, attributes } } };
};

test("every database of the sample has a dump at the site that writes it", () => {
  const verdicts = dumps.judge(facts);
  expect(verdicts.filter(({ outcome }) => outcome !== "pass")).toEqual([]);
  const databases = Object.values(facts.kubernetes).filter(
    ({ kind, site }) => kind === "Database" && site === "eu-west-par",
  );
  expect(databases.length).toBeGreaterThan(3);
  expect(verdicts.map(({ object }) => object).sort()).toEqual(
    databases.map(({ name }) => `eu-west-par/dumps/CronJob/dump-${name}`).sort(),
  );
});

test("dumps at the site that follows wait until it serves", () => {
  expect(at(facts.kubernetes["eu-south-mil/dumps/CronJob/dump-files"]?.object, "spec", "suspend")).toBe(true);
});

test("each tenant of a shared platform has its own, and databases of all tenants have none", () => {
  const judged = dumps.judge(realFacts(west));
  expect(judged.filter(({ outcome }) => outcome !== "pass")).toEqual([]);
  expect(judged.length).toBeGreaterThan(5);
  const tenants = Object.keys(realFacts(west).plan.tenancy?.tenants ?? {});
  const of = (object: string): readonly string[] =>
    tenants.filter((tenant) => object.includes(`/dumps/CronJob/dump-${tenant}-`));
  expect(judged.map(({ object }) => of(object).length).every((count) => count === 1)).toBe(true);
  expect(new Set(judged.flatMap(({ object }) => of(object))).size).toBe(tenants.length);
});

test.each<readonly [string, Sabotage, string]>([
  ["a database without a dump", inManifest(job, [], undefined), "is made by no job"],
  ["a dump that never runs", inManifest(job, ["spec", "suspend"], true), "keeps the dump from being made"],
  [
    "a missing dump that nobody hears of",
    inManifest("eu-west-par/dumps/PrometheusRule/dumps", [], undefined),
    "tells nobody",
  ],
  ["a dump once a month", inManifest(job, ["spec", "schedule"], "5 3 1 * *"), "comes less than once a week"],
  [
    "a dump of another cluster",
    inManifest(job, [...dump, "env", 0, "value"], "another-rw.databases.svc.cluster.local"),
    "is not the cluster",
  ],
  ["data that leave as they are", told(script(carry), "cat /pipes/closed", "cat /pipes/plain"), "in the clear"],
  ["an upload of both", told(script(carry), "cat /pipes/closed", "cat /pipes/plain /pipes/closed"), "in the clear"],
  [
    "another pipe that is encrypted",
    inManifest(job, [...seal, "command", 6], "/pipes/other"),
    "is not what the database is dumped into",
  ],
  [
    "no encryption",
    inManifest(job, [...seal, "command", 1], "/program/other.py"),
    "are not one that dumps into a pipe",
  ],
  ["an upload that ends early", told(script(carry), " && [ -e /pipes/sealed ]", ""), "broke off"],
  ["an end that is said before it came", told(script(dump), /(.*)\n(: >.*)$/, "$2\n$1"), "says last"],
  [
    "a program that does not encrypt",
    inManifest("eu-west-par/dumps/ConfigMap/dump-program", ["data", "dump.py"], "print('sealed')"),
    "brings no program",
  ],
  ["a key on a disk", inManifest(job, [...spec, "volumes", 0, "emptyDir"], {}), "lies on a disk"],
  [
    "a dump on a volume",
    added([...spec, "volumes"], { name: "scratch", persistentVolumeClaim: { claimName: "scratch" } }),
    "lies on a disk",
  ],
  [
    "a key that who carries sees",
    added([...carry, "volumeMounts"], { name: "key", mountPath: "/key" }),
    "shows the key to a container",
  ],
  ["a role that nobody makes", told(script(key), "role=dump-noveu-zuid", "role=dump-elsewhere"), "is no role"],
  ["a role of another account", inBlock(role, ["bound_service_account_names"], ["somebody"]), "is not the account"],
  [
    "a token for another tenant's role",
    inManifest(
      job,
      [...spec, "volumes", 2, "projected", "sources", 0, "serviceAccountToken", "audience"],
      "dump-other",
    ),
    "are not the one token",
  ],
  [
    "a second token",
    added(
      [...spec, "volumes"],
      toJson({
        name: "more",
        projected: { sources: [{ serviceAccountToken: { path: "t", audience: "dump-other" } }] },
      }),
    ),
    "are not the one token",
  ],
  ["two roles for one token", secondRole, "opens role another as well"],
  [
    "a job that opens what it closed",
    inBlock(
      policy,
      ["policy"],
      'path "backup-transit/datakey/plaintext/backups" {}\npath "transit/encrypt/noveu-zuid" {}\npath "transit/decrypt/noveu-zuid" {}',
    ),
    "and nothing else",
  ],
  [
    "a job that opens backups",
    inBlock(
      policy,
      ["policy"],
      'path "backup-transit/datakey/plaintext/backups" {}\npath "transit/encrypt/noveu-zuid" {}\npath "backup-transit/decrypt/backups" {}',
    ),
    "and nothing else",
  ],
  [
    "another tenant's key",
    inBlock(
      policy,
      ["policy"],
      'path "backup-transit/datakey/plaintext/backups" {}\npath "transit/encrypt/noveu-zuid" {}\npath "transit/encrypt/noveu-noord" {}',
    ),
    "and nothing else",
  ],
  ["a job that may close nothing", inBlock(policy, ["policy"], ""), "close nothing"],
  [
    "another tenant's folder",
    told(script(carry), "dumps/noveu-zuid/", "dumps/noveu-noord/"),
    "does not lie among the dumps",
  ],
  ["a bucket without a lock", inBlock(archive, ["object_lock"], undefined), "nobody can delete"],
  ["a bucket that is nobody's", told(script(carry), /:s3:[^/]+/, ":s3:elsewhere"), "nobody can delete"],
])("%s: caught", (_, sabotage, says) => {
  expect(complaints(dumps, together(sabotage)(facts))).toContainEqual(expect.stringContaining(says));
});
