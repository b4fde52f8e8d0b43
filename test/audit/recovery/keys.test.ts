import type { Facts, TerraformFact } from "../../../audit";
import { keys } from "../../../audit/checks/keys";
import type { Json } from "../../../audit/facts/json";
import { complaints, inBlock, realFacts, together, type Sabotage } from "./real-output";

const facts = realFacts();
const trust = "noveu-zuid-trust";

const outcomes = (judged: Facts): readonly string[] =>
  [...new Set(keys.judge(judged).map(({ outcome }) => outcome))].sort();

const dumpPolicy = `${trust}:vault_policy.access_policy-dump-noveu-zuid`;
const newKey = 'path "backup-transit/datakey/plaintext/backups" {}';

test("no role of the cluster opens backups, and every key has a consumer: dumps close with the tenant's and the backups'", () => {
  expect(outcomes(facts)).toEqual(["pass"]);
});

test("keys that only people's policies open are undecided: no file tells whether anybody uses them", () => {
  const open = keys.judge(inBlock(dumpPolicy, ["policy"], "")(facts)).filter(({ outcome }) => outcome !== "pass");
  expect(open.map(({ object }) => object.replace(/_[0-9A-F]{8}$/, ""))).toEqual([
    `${trust}:vault_transit_secret_backend_key.mounts_backup-key`,
    `${trust}:vault_transit_secret_backend_key.mounts_tenant-noveu-zuid`,
  ]);
  expect(open.every(({ outcome }) => outcome === "undecided")).toBe(true);
});

const policy = `${trust}:vault_policy.access_policy-namespace-files`;
const role = `${trust}:vault_kubernetes_auth_backend_role.access_role-files`;

const failures = (judged: Facts): readonly string[] =>
  keys.judge(judged).flatMap((verdict) => (verdict.outcome === "fail" ? [verdict.message] : []));

test.each<readonly [string, Sabotage, string]>([
  [
    "a service reads keys to backups",
    inBlock(policy, ["policy"], 'path "backup/data/*" {}'),
    "reaches keys or secrets of backups",
  ],
  [
    "a service uses the backups' key",
    inBlock(policy, ["policy"], 'path "backup-transit/decrypt/backups" {}'),
    "reaches keys",
  ],
  ["a service reaches everything", inBlock(policy, ["policy"], 'path "*" {}'), "reaches keys"],
  ["a service reaches one part of every path", inBlock(policy, ["policy"], 'path "+/data/x" {}'), "reaches keys"],
  [
    "a service may restore",
    inBlock(role, ["token_policies"], ["backup-operator"]),
    "have the policy that opens backups",
  ],
  [
    "nobody may use a key",
    together(
      inBlock(`${trust}:vault_policy.mounts_tenant-noveu-zuid-policy`, ["policy"], ""),
      inBlock(dumpPolicy, ["policy"], newKey),
    ),
    "is opened by no policy",
  ],
  [
    "nobody may open what dumps close",
    inBlock(`${trust}:vault_policy.mounts_tenant-noveu-zuid-policy`, ["policy"], ""),
    "what no policy can open again",
  ],
  [
    "a dump opens backups",
    inBlock(dumpPolicy, ["policy"], 'path "backup-transit/decrypt/backups" {}\npath "transit/encrypt/noveu-zuid" {}'),
    "reaches keys",
  ],
  [
    "a dump may ask for whatever stands at that place",
    inBlock(dumpPolicy, ["policy"], 'path "backup-transit/datakey/+/backups" {}\npath "transit/encrypt/noveu-zuid" {}'),
    "reaches keys",
  ],
  [
    "a dump may ask for every key of the backups' mount",
    inBlock(
      dumpPolicy,
      ["policy"],
      'path "backup-transit/datakey/plaintext/*" {}\npath "transit/encrypt/noveu-zuid" {}',
    ),
    "reaches keys",
  ],
  [
    "a second role gets the key that signs mail",
    inBlock(policy, ["policy"], 'path "dkim/export/signing-key/noveu-zuid.s1/1" {}'),
    "each get the private half of the key",
  ],
  [
    "nobody signs with a key",
    inBlock(`${trust}:vault_policy.access_policy-namespace-mail`, ["policy"], ""),
    "is opened by no policy",
  ],
  [
    "a policy for a key of a like name",
    inBlock(
      `${trust}:vault_policy.access_policy-namespace-mail`,
      ["policy"],
      'path "dkim/export/signing-key/noveu-zuidxs1/1" {}',
    ),
    "is opened by no policy",
  ],
])("%s: caught", (_, sabotage, says) => {
  expect(failures(sabotage(facts))).toEqual([expect.stringContaining(says)]);
});

test("a key that a service's role may use has a consumer", () => {
  const unused = together(
    inBlock(dumpPolicy, ["policy"], ""),
    inBlock(policy, ["policy"], 'path "transit/encrypt/noveu-zuid" {}'),
  )(facts);
  expect(complaints(keys, unused)).toEqual([expect.stringContaining("backup-operator")]);
});

const block = (type: string, name: string, attributes: Json): readonly [string, TerraformFact] => [
  `s:${type}.${name}`,
  { stack: "s", block: "resource", address: `${type}.${name}`, type, attributes },
];

const withBlocks = (...blocks: readonly (readonly [string, TerraformFact])[]): Facts => ({
  ...facts,
  terraform: Object.fromEntries(blocks),
});

test.each([
  ["aws_kms_key", "aws_kms_alias", "aws_s3_bucket_server_side_encryption_configuration"],
  ["azurerm_key_vault_key", "azurerm_management_lock", "azurerm_storage_account"],
])("a name and a guard of a %s are no use of it, and what it encrypts is", (type, guard, consumer) => {
  const key = block(type, "objects", {});
  const guarded = block(guard, "objects", { of: `\${${type}.objects.id}` });
  const other = block(consumer, "other", { key: `\${${type}.objects-of-others.id}` });
  expect(failures(withBlocks(key, guarded, other))).toEqual([expect.stringContaining("is used by nothing")]);
  const used = block(consumer, "objects", { key: [{ id: `\${${type}.objects.id}` }] });
  expect(failures(withBlocks(key, guarded, used))).toEqual([]);
});
