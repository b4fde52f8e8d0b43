import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bootstrapScript, type StatePlace } from "../../../output/state";

const elsewhere: StatePlace = {
  kind: "s3",
  bucket: "zuid-state",
  region: "de",
  endpoint: "https://s3.de.io.cloud.ovh.net",
};
const aws: StatePlace = { kind: "s3", bucket: "west-state", region: "eu-west-3" };
const azure: StatePlace = {
  kind: "azurerm",
  account: "noordstate",
  container: "tfstate",
  region: "westeurope",
  zones: true,
};

/** Command lines that write down how they are called and answer as storage would. */
const tools: Readonly<Record<string, string>> = {
  aws: `
case "$*" in
  *head-bucket*) [ "\${BUCKET:-}" = there ] ;;
  *get-bucket-versioning*) printf '%s\\n' "\${VERSIONING:-Enabled}" ;;
  *put-bucket-encryption*) [ "\${ENCRYPTION:-}" != refused ] ;;
  *put-object*) if [ -e "$FOLDER/lock" ] && [ "\${CONDITIONS:-}" != ignored ]; then exit 1; fi; touch "$FOLDER/lock" ;;
  *delete-object*) rm -f "$FOLDER/lock" ;;
esac`,
  az: `
case "$*" in
  *"--query id "*) printf '/subscriptions/s/account\\n' ;;
  *allowSharedKeyAccess*) printf '%s\\n' "\${SHARED_KEY:-false}" ;;
  *isVersioningEnabled*) printf 'true\\n' ;;
esac`,
};

function run(place: StatePlace, variables: Readonly<Record<string, string>> = {}) {
  const folder = mkdtempSync(join(tmpdir(), "bestek-state-"));
  try {
    for (const [name, body] of Object.entries(tools)) {
      writeFileSync(join(folder, name), `#!/bin/sh\nprintf '%s\\n' "${name} $*" >>"$FOLDER/calls"\n${body}\n`);
      chmodSync(join(folder, name), 0o755);
    }
    writeFileSync(join(folder, "calls"), "");
    writeFileSync(join(folder, "state.sh"), bootstrapScript("zuid", place));
    const { status, stdout, stderr } = spawnSync("sh", [join(folder, "state.sh")], {
      encoding: "utf8",
      env: { PATH: `${folder}:/usr/bin:/bin`, FOLDER: folder, ...variables },
    });
    const calls = readFileSync(join(folder, "calls"), "utf8").trim().split("\n");
    return { status, stdout, stderr, calls };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test("a bucket elsewhere is made, versioned, and proved to lock", () => {
  const { status, stderr, stdout, calls } = run(elsewhere);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(stdout).toBe("zuid-state keeps states, their versions and their locks\n");
  expect(
    calls.every((call) => call.startsWith("aws --endpoint-url https://s3.de.io.cloud.ovh.net --region de s3api ")),
  ).toBe(true);
  expect(calls.map((call) => call.split(" ")[6])).toEqual([
    "head-bucket",
    "create-bucket",
    "put-bucket-versioning",
    "put-bucket-lifecycle-configuration",
    "put-bucket-encryption",
    "get-bucket-versioning",
    "delete-object",
    "put-object",
    "put-object",
    "delete-object",
  ]);
});

test("the first region of AWS is not named, as it must not be", () => {
  const { calls } = run({ ...elsewhere, region: "us-east-1" });
  expect(calls.filter((call) => call.includes("create-bucket"))).toEqual([
    "aws --endpoint-url https://s3.de.io.cloud.ovh.net --region us-east-1 s3api create-bucket --bucket zuid-state",
  ]);
});

test("a bucket that is there is not made again", () => {
  expect(run(elsewhere, { BUCKET: "there" }).calls.filter((call) => call.includes("create-bucket"))).toEqual([]);
});

test("storage without a default encryption is told of, not refused", () => {
  const { status, stderr } = run(elsewhere, { ENCRYPTION: "refused" });
  expect({ status, stderr }).toEqual({
    status: 0,
    stderr: "zuid-state: this storage has no default encryption; the backend asks for it object by object\n",
  });
  expect(run(aws, { ENCRYPTION: "refused" }).status).toBe(1);
});

test.each([
  [elsewhere, { VERSIONING: "None" }, "zuid-state: versions are not kept"],
  [
    elsewhere,
    { CONDITIONS: "ignored" },
    "zuid-state: the storage ignores If-None-Match, so that two operators could write one state",
  ],
  [azure, { OPERATOR: "o", SHARED_KEY: "true" }, "noordstate: shared keys still open it"],
])("what the stacks rely on is looked at: %#", (place, variables, complaint) => {
  expect(run(place, variables)).toMatchObject({ status: 1, stderr: `${complaint}\n` });
});

test("a bucket at AWS is closed to the world and to plain connections", () => {
  const { status, calls } = run(aws);
  expect(status).toBe(0);
  expect(calls.every((call) => call.startsWith("aws --region eu-west-3 s3api "))).toBe(true);
  const policy = /--policy (\{.*\})$/.exec(calls.find((call) => call.includes("put-bucket-policy")) ?? "")?.[1];
  expect(JSON.parse(policy ?? "null")).toMatchObject({
    Statement: [
      {
        Effect: "Deny",
        Resource: ["arn:aws:s3:::west-state", "arn:aws:s3:::west-state/*"],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ],
  });
  for (const step of ["put-public-access-block", "BucketOwnerEnforced"]) expect(calls.join("\n")).toContain(step);
});

test("an account at Azure has no shared key and says who may enter", () => {
  const { status, calls } = run(azure, { OPERATOR: "0000-operator" });
  expect(status).toBe(0);
  const all = calls.join("\n");
  for (const part of [
    "az group create --name zuid-state --location westeurope",
    "--sku Standard_ZRS",
    "--allow-shared-key-access false",
    "--enable-versioning true",
    "--assignee-object-id 0000-operator",
    "--lock-type CanNotDelete",
    "az storage container-rm create --name tfstate --storage-account /subscriptions/s/account",
  ]) {
    expect(all).toContain(part);
  }
});

test("an account at Azure without an operator is not even begun", () => {
  const { status, stderr, calls } = run(azure);
  expect(status).not.toBe(0);
  expect(stderr).toContain("name the object id of who applies");
  expect(calls).toEqual([""]);
});

test.each([elsewhere, aws, azure])("every shell accepts the script", (place) => {
  const checked = spawnSync("sh", ["-n"], { input: bootstrapScript("zuid", place), encoding: "utf8" });
  expect(checked).toMatchObject({ status: 0, stderr: "" });
});
