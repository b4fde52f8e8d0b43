import { TenantStorage } from "../../../../constructs/infrastructure/aws/tenant-storage";
import type { Store } from "../../../../constructs/infrastructure/stores";
import { findStorageRegion } from "../../../../catalog";
import { place, statement, statementsOf, synthAws } from "./fixture";

function regionOf(name: string) {
  const found = findStorageRegion(name);
  if (found === undefined) throw new Error(name);
  return found;
}

const site = "eu-central-1";
const copy: Store["bucket"] = {
  name: "west-linde-mail-copy",
  site,
  region: regionOf("eu-north-1"),
  purpose: { kind: "copy", of: "west-linde-mail", service: "mail", bucket: "mail" },
};
const mail: Store["bucket"] = {
  name: "west-linde-mail",
  site,
  region: regionOf(site),
  purpose: { kind: "service", service: "mail", bucket: "mail", tenant: "linde" },
};

const storage = synthAws((stack) => {
  new TenantStorage(stack, "storage", {
    place,
    name: "west-linde-eu-central-1",
    tenant: "west-linde",
    production: true,
    stores: [
      { bucket: mail, replicasIn: [copy], deletions: "copied", backup: false },
      { bucket: copy, replicasIn: [], deletions: "copied", backup: false },
    ],
    users: [{ name: "mail-mail", buckets: ["west-linde-mail"], prefix: "", access: "read-write" }],
    endpointId: "vpce-1",
  });
});

test("a tenant's objects and their copies are encrypted with keys of its own", () => {
  expect(storage.all("aws_kms_alias").map(({ name }) => name)).toEqual([
    "alias/west-linde-eu-central-1-objects",
    "alias/west-linde-eu-central-1-objects",
  ]);
  const encrypted = storage
    .all("aws_s3_bucket_server_side_encryption_configuration")
    .map((settings) => JSON.stringify(settings));
  expect(encrypted).toHaveLength(2);
  for (const settings of encrypted) expect(settings).toMatch(/aws_kms_key\.storage_keys_eu-(?:central|north)-1/);
  expect(storage.only("aws_s3_bucket_replication_configuration")).toMatchObject({
    rule: [
      {
        destination: {
          encryption_configuration: {
            replica_kms_key_id: "arn:aws:kms:eu-north-1:000000000001:alias/west-linde-eu-central-1-objects",
          },
        },
      },
    ],
  });
});

test("its user sees its bucket and uses its key, and nobody else's", () => {
  const policy = storage.only("aws_iam_user_policy")["policy"];
  const named = statementsOf(policy)
    .filter(({ Effect }) => Effect === "Allow")
    .flatMap(({ Resource = [] }) => Resource)
    .filter((resource) => resource.includes(":s3:::"));
  expect(named).toEqual(["arn:aws:s3:::west-linde-mail", "arn:aws:s3:::west-linde-mail/*"]);
  expect(statement(policy, "Keys").Condition).toMatchObject({
    "ForAnyValue:StringLike": { "kms:ResourceAliases": ["alias/west-linde-eu-central-1-objects"] },
  });
});

test("its keys work inside the site alone", () => {
  expect(statement(storage.only("aws_iam_user_policy")["policy"], "FromHere").Condition).toEqual({
    StringNotEquals: { "aws:SourceVpce": "vpce-1" },
  });
});

test("no plan destroys its key with it: whoever retires a tenant says so", () => {
  for (const key of storage.all("aws_kms_key")) expect(key).toMatchObject({ lifecycle: { prevent_destroy: true } });
});
