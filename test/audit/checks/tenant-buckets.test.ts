import type { Facts, TerraformFact, Verdict } from "../../../audit";
import { tenantIsolation } from "../../../audit/checks/tenant-isolation";
import { forTenants } from "../../stacks/aws/aws-environments";
import { azureWith, existingWith, garageWith } from "../../tenancy/other-clouds";
import { written } from "../../harness/written";
import { cloudWith } from "../../tenancy/shared-environment";

const two = { alba: { users: 120 }, borg: { users: 60 } };
const ovh = written(cloudWith(two)).facts;
const aws = written(forTenants("alba", "borg")).facts;
const azure = written(azureWith(two)).facts;
const own = written(existingWith(two)).facts;
const cluster = written(garageWith(two)).facts;

/** Verdicts on the objects of one tenant. */
const verdictsOn = (facts: Facts, tenant = "alba"): readonly Verdict[] =>
  tenantIsolation.judge(facts).filter(({ object }) => object === `tenant/${tenant}/buckets`);

const messages = (facts: Facts, outcome: Verdict["outcome"], tenant = "alba"): string =>
  verdictsOn(facts, tenant)
    .flatMap((verdict) => (verdict.outcome === outcome && verdict.outcome !== "pass" ? [verdict.message] : []))
    .join("\n");

/** The facts with one block or object, found by parts of its id, written anew; left out where nothing comes back. */
function sabotaged(facts: Facts, parts: readonly string[], change: (text: string) => string): Facts {
  const edit = <F>(all: Readonly<Record<string, F>>): Readonly<Record<string, F>> => {
    const id = Object.keys(all).find((key) => parts.every((part) => key.includes(part)));
    if (id === undefined) return all;
    const before = JSON.stringify(all[id]);
    const after = change(before);
    expect(after).not.toBe(before);
    const changed: F = JSON.parse(after);
    return { ...all, [id]: changed };
  };
  const edited = { ...facts, terraform: edit(facts.terraform), kubernetes: edit(facts.kubernetes) };
  if (edited.terraform === facts.terraform && edited.kubernetes === facts.kubernetes) throw new Error(parts.join(" "));
  return edited;
}

const replace =
  (from: string | RegExp, to: string) =>
  (text: string): string =>
    text.replace(from, to);

/** One more resource in the storage stack of alba. */
const withResource = (facts: Facts, site: string, type: string, attributes: TerraformFact["attributes"]): Facts => {
  const stack = `${facts.environment}-tenant-alba-storage-${site}`;
  const address = `${type}.extra`;
  const fact: TerraformFact = { stack, block: "resource", address, type, attributes };
  return { ...facts, terraform: { ...facts.terraform, [`${stack}:${address}`]: fact } };
};

test.each([
  ["OVHcloud", ovh],
  ["AWS", aws],
  ["Azure", azure],
] as const)("what was synthesized for %s passes", (_, facts) => {
  expect(verdictsOn(facts).map(({ outcome }) => outcome)).toEqual(["pass"]);
  expect(verdictsOn(facts, "borg").map(({ outcome }) => outcome)).toEqual(["pass"]);
});

test("the store in the cluster has nothing to fail, and the copies outside it stay undecided", () => {
  expect(verdictsOn(cluster).map(({ outcome }) => outcome)).toEqual(["undecided"]);
  expect(messages(cluster, "undecided")).toContain("s3.pumping-station.rivieroever.example.eu");
});

test("storage of the customer's own is undecided, and never passes", () => {
  expect(new Set(verdictsOn(own).map(({ outcome }) => outcome))).toEqual(new Set(["undecided"]));
  expect(messages(own, "undecided")).toContain("s3.cellar.rivieroever.example.eu");
});

test.each([
  ["OVHcloud", ovh],
  ["AWS", aws],
  ["Azure", azure],
  ["a store that nobody knows", own],
] as const)("without the files of its storage a tenant at %s is undecided", (_, facts) => {
  const without = (ids: Facts["terraform"]) =>
    Object.fromEntries(Object.entries(ids).filter(([id]) => !id.includes("-tenant-alba-storage-")));
  expect(messages({ ...facts, terraform: without(facts.terraform) }, "undecided")).not.toBe("");
});

const storage = "tenant-alba-storage-";

describe("fails:", () => {
  test.each<[string, () => Facts, string]>([
    [
      "at OVHcloud, a user who sees another tenant's bucket",
      () =>
        sabotaged(
          ovh,
          [`${storage}eu-west-par:`, "user_s3_policy.", "files"],
          replace(/-alba-files-/g, "-borg-files-"),
        ),
      '"noveu-cloud-borg-files-eu-west-par" is no bucket of the tenant',
    ],
    [
      "at OVHcloud, a user who sees every bucket",
      () =>
        sabotaged(
          ovh,
          [`${storage}eu-west-par:`, "user_s3_policy.", "files"],
          replace(/arn:aws:s3:::noveu-cloud-alba-files-eu-west-par/g, "arn:aws:s3:::*"),
        ),
      '"*" is no bucket of the tenant',
    ],
    [
      "at AWS, a user who sees another tenant's bucket",
      () => sabotaged(aws, [storage, "aws_iam_user_policy.", "files"], replace(/west-alba-files/g, "west-borg-files")),
      '"west-borg-files-eu-central-1" is no bucket of the tenant',
    ],
    [
      "at AWS, a user who sees buckets by a pattern",
      () =>
        sabotaged(
          aws,
          [storage, "aws_iam_user_policy.", "files"],
          replace(/west-alba-files-eu-central-1\//g, "west-*-files-eu-central-1/"),
        ),
      '"west-*-files-eu-central-1" is no bucket of the tenant',
    ],
    [
      "at AWS, a user who uses another tenant's key",
      () =>
        sabotaged(aws, [storage, "aws_iam_user_policy.", "files"], replace(/alias\/west-alba-/g, "alias/west-borg-")),
      "lets the tenant use keys under which objects of others may lie",
    ],
    [
      "at AWS, a user who uses any key",
      () =>
        sabotaged(aws, [storage, "aws_iam_user_policy.", "files"], replace(/ForAnyValue:StringLike/g, "StringLike")),
      "lets the tenant use keys under which objects of others may lie",
    ],
    [
      "at AWS, a copier that writes to another tenant's bucket",
      () =>
        sabotaged(
          aws,
          [storage, "aws_iam_role_policy."],
          replace(/west-alba-mail-eu-central-1-copy/g, "west-borg-mail-eu-central-1-copy"),
        ),
      '"west-borg-mail-eu-central-1-copy" is no bucket of the tenant',
    ],
    [
      "at AWS, a bucket whose own policy lets somebody in",
      () =>
        sabotaged(
          aws,
          [storage, "aws_s3_bucket_policy."],
          replace(/\\"Effect\\":\\"Deny\\"/, '\\"Effect\\":\\"Allow\\"'),
        ),
      "is let into the bucket by the bucket's own policy",
    ],
    [
      "at AWS, a role that is lent to anyone",
      () =>
        sabotaged(
          aws,
          [storage, "aws_iam_role."],
          replace(/\{\\"Service\\":\\"s3.amazonaws.com\\"\}/, '{\\"AWS\\":\\"*\\"}'),
        ),
      "is lent to somebody whose objects are not the tenant's alone",
    ],
    [
      "at AWS, a key that somebody uses past the account",
      () => sabotaged(aws, [storage, "aws_kms_key."], replace(/arn:aws:iam::\d+:root/, "*")),
      "may use the tenant's key past the account's own policies",
    ],
    [
      "at Azure, an identity with a role on another tenant's container",
      () =>
        sabotaged(
          azure,
          [`${storage}swedencentral:`, "azurerm_role_assignment.", "access"],
          replace(/containers\/noveu-noord-alba-(audit|files|mail|media)/, "containers/noveu-noord-borg-$1"),
        ),
      "is no bucket of the tenant",
    ],
    [
      "at Azure, what compares copies may change them",
      () =>
        sabotaged(
          azure,
          [`${storage}swedencentral:`, "azurerm_role_assignment.", "read-mail"],
          replace("Storage Blob Data Reader", "Storage Blob Data Contributor"),
        ),
      '"noveu-noord-alba-mail-swedencentral" is seen by several users',
    ],
    [
      "at Azure, another service reads what a comparison does",
      () =>
        sabotaged(
          azure,
          [`${storage}swedencentral:`, "azurerm_role_assignment.", "read-mail"],
          replace("containers/noveu-noord-alba-mail-", "containers/noveu-noord-alba-files-"),
        ),
      '"noveu-noord-alba-files-swedencentral" is seen by several users',
    ],
    [
      "at Azure, what compares copies of another tenant",
      () =>
        sabotaged(
          azure,
          [`${storage}swedencentral:`, "azurerm_federated_identity_credential.", "read-mail"],
          replace("serviceaccount:alba-mail:", "serviceaccount:borg-mail:"),
        ),
      "is no service account of the tenant's own namespaces",
    ],
    [
      "at Azure, an identity with a role on the whole account",
      () =>
        sabotaged(
          azure,
          [`${storage}swedencentral:`, "azurerm_role_assignment.", "access"],
          replace(/\/blobServices\/default\/containers\/[a-z-]+/, ""),
        ),
      "is no bucket of the tenant",
    ],
    [
      "at Azure, an identity with a role on the subscription",
      () =>
        sabotaged(
          azure,
          [`${storage}swedencentral:`, "azurerm_role_assignment.", "access"],
          replace(/"scope":"[^"]+"/, '"scope":"/subscriptions/00000000-0000-0000-0000-000000000002"'),
        ),
      "is no bucket of the tenant",
    ],
    [
      "at Azure, an identity that another tenant's pods may take on",
      () =>
        sabotaged(
          azure,
          [`${storage}swedencentral:`, "azurerm_federated_identity_credential."],
          replace(/serviceaccount:alba-/, "serviceaccount:borg-"),
        ),
      "is no service account of the tenant's own namespaces",
    ],
    [
      "at Azure, an account that opens by a key",
      () =>
        sabotaged(
          azure,
          [`${storage}swedencentral:`, "azurerm_storage_account."],
          replace('"shared_access_key_enabled":false', '"shared_access_key_enabled":true'),
        ),
      "lets in whoever holds a key of the account",
    ],
    [
      "at Azure, copies that go to another tenant",
      () =>
        sabotaged(
          azure,
          [`${storage}swedencentral:`, "azurerm_storage_object_replication."],
          replace(/"destination_container_name":"noveu-noord-alba-/, '"destination_container_name":"noveu-noord-borg-'),
        ),
      "is no bucket of the tenant",
    ],
    [
      "in storage of one's own, keys in a variable that two tenants may share",
      () => sabotaged(own, ["tenant-alba:var.keys_alba"], replace(/var\.keys_alba_/g, "var.keys_")),
      "may be the variable of another tenant's keys too",
    ],
    [
      "in storage of one's own, a bucket that another tenant makes too",
      () =>
        sabotaged(
          own,
          [`${storage}cellar:`, "aws_s3_bucket.", "mail-cellar_"],
          replace('"bucket":"noveu-eigen-alba-mail-cellar"', '"bucket":"noveu-eigen-borg-mail-cellar"'),
        ),
      "is made by another tenant too",
    ],
    [
      "in the cluster, a task that makes another tenant's bucket",
      () =>
        sabotaged(cluster, ["objects/Job/alba-objects-"], replace("noveu-eigen-alba-mail", "noveu-eigen-borg-mail")),
      '"noveu-eigen-borg-mail-cellar" is made for another tenant too',
    ],
    [
      "in the cluster, a task that hands over another tenant's key",
      () => sabotaged(cluster, ["objects/Job/alba-objects-"], replace("bucket-alba-mail", "bucket-borg-mail")),
      '"bucket-borg-mail" is no key of the tenant',
    ],
  ])("%s", (_, facts, expected) => {
    expect(messages(facts(), "fail")).toContain(expected);
  });
});

describe("is undecided:", () => {
  test.each<[string, () => Facts, string]>([
    [
      "a policy that can't be read",
      () =>
        sabotaged(
          aws,
          [storage, "aws_iam_user_policy.", "files"],
          replace(/"policy":"[^{]*\{.*?\}\]\}"/, '"policy":"${var.policy}"'),
        ),
      "can't be read here",
    ],
    [
      "a policy that allows by exception",
      () => sabotaged(aws, [storage, "aws_iam_user_policy.", "files"], replace(/\\"Resource\\"/, '\\"NotResource\\"')),
      "can't be read here",
    ],
    [
      "at OVHcloud, a policy that can't be read",
      () =>
        sabotaged(
          ovh,
          [`${storage}eu-west-par:`, "user_s3_policy.", "files"],
          replace(/"policy":"[^{]*\{.*?\}\]\}"/, '"policy":"${var.policy}"'),
        ),
      "can't be read here",
    ],
    [
      "at AWS, a policy that stands elsewhere",
      () =>
        withResource(aws, "eu-central-1", "aws_iam_user_policy_attachment", {
          user: "x",
          policy_arn: "arn:aws:iam::aws:policy/AmazonS3FullAccess",
        }),
      "is of a type that no judgement here can read",
    ],
    [
      "at Azure, a role of one's own making",
      () => withResource(azure, "swedencentral", "azurerm_role_definition", { name: "x" }),
      "is of a type that no judgement here can read",
    ],
  ])("%s", (_, facts, expected) => {
    expect(messages(facts(), "undecided")).toContain(expected);
  });
});
