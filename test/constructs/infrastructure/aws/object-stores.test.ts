import { ObjectStores } from "../../../../constructs/infrastructure/aws/object-stores";
import { SiteKeys } from "../../../../constructs/infrastructure/aws/site-keys";
import type { Store } from "../../../../constructs/infrastructure/stores";
import { findStorageRegion } from "../../../../catalog";
import type { BucketPurpose, PlacedBucket } from "../../../../planning/placement";
import { allowed, place, statement, statementsOf, synthAws } from "./fixture";

function bucket(name: string, region: string, site: string, purpose: BucketPurpose): PlacedBucket {
  const found = findStorageRegion(region);
  if (found === undefined) throw new Error(region);
  return { name, site, region: found, purpose };
}

const [here, there, third] = ["eu-central-1", "eu-west-1", "eu-north-1"] as const;
const mail = bucket("zuid-mail", here, here, { kind: "service", service: "mail", bucket: "mail" });
const twin = bucket("zuid-mail-twin", there, there, {
  kind: "service",
  service: "mail",
  bucket: "mail",
  replicaOf: "zuid-mail",
});
const archive = bucket("zuid-archive", here, there, { kind: "archive" });
const locked = bucket("zuid-locked", third, there, { kind: "locked-copy", of: "zuid-archive" });

/** What the stack of Frankfurt keeps beside a site in Dublin. */
const stores: readonly Store[] = [
  { bucket: mail, replicasIn: [twin], deletions: "copied", backup: false },
  { bucket: archive, replicasIn: [locked], deletions: "kept-out", backup: true, lockDays: 35 },
  { bucket: locked, replicasIn: [], deletions: "kept-out", backup: true, lockDays: 35 },
];

const build = (production = true) =>
  synthAws((stack) => {
    const common = { place, name: `zuid-${here}`, environment: "zuid" } as const;
    const keys = new SiteKeys(stack, "keys", { ...common, objectRegions: [], backupRegions: [here, third] });
    const keyOf = ({ bucket: { region }, backup }: Store) =>
      backup ? keys.backupsIn(region.name) : keys.objects.objectsIn(region.name);
    new ObjectStores(stack, "stores", { ...common, production, stores, keyOf });
  });

const site = build();

/** The settings of one kind for one bucket. */
const of = (type: string, name: string, from = site) =>
  from
    .all(type)
    .find(({ bucket: reference }) => String(reference).includes(`stores_${name}_bucket`) || reference === name);

const names = ["zuid-mail", "zuid-archive", "zuid-locked"];

test.each(names)("%s is private, owned whole by the account, and keeps versions", (name) => {
  expect(of("aws_s3_bucket_public_access_block", name)).toMatchObject({
    block_public_acls: true,
    block_public_policy: true,
    ignore_public_acls: true,
    restrict_public_buckets: true,
  });
  expect(of("aws_s3_bucket_ownership_controls", name)).toMatchObject({
    rule: { object_ownership: "BucketOwnerEnforced" },
  });
  expect(of("aws_s3_bucket_versioning", name)).toMatchObject({ versioning_configuration: { status: "Enabled" } });
});

test.each(names)("%s speaks current TLS, to its own account alone", (name) => {
  const policy = of("aws_s3_bucket_policy", name)?.["policy"];
  expect(statementsOf(policy).map(({ Effect, Principal, Action }) => [Effect, Principal, Action])).toEqual(
    Array(3).fill(["Deny", "*", "s3:*"]),
  );
  expect(statement(policy, "EncryptedConnections").Condition).toEqual({ Bool: { "aws:SecureTransport": "false" } });
  expect(statement(policy, "CurrentTls").Condition).toEqual({ NumericLessThan: { "s3:TlsVersion": "1.2" } });
  expect(statement(policy, "OwnAccount").Condition).toMatchObject({
    StringNotEquals: { "aws:PrincipalAccount": "000000000001" },
  });
});

test.each(names)("no plan destroys %s or empties it", (name) => {
  expect(of("aws_s3_bucket", name)).toMatchObject({ force_destroy: false, lifecycle: { prevent_destroy: true } });
});

test.each([
  ["zuid-mail", `aws_kms_key.keys_objects_${here}`],
  ["zuid-archive", `aws_kms_key.keys_backup-${here}`],
  ["zuid-locked", `aws_kms_key.keys_backup-${third}`],
])("%s is encrypted with %s", (name, key) => {
  expect(of("aws_s3_bucket_server_side_encryption_configuration", name)).toMatchObject({
    rule: [
      {
        apply_server_side_encryption_by_default: {
          sse_algorithm: "aws:kms",
          kms_master_key_id: expect.stringContaining(key),
        },
        bucket_key_enabled: true,
      },
    ],
  });
});

test("backups are locked as long as they can be restored from, live objects never", () => {
  expect(of("aws_s3_bucket_object_lock_configuration", "zuid-archive")).toMatchObject({
    rule: { default_retention: { mode: "COMPLIANCE", days: 35 } },
  });
  expect(of("aws_s3_bucket_object_lock_configuration", "zuid-locked")).toBeDefined();
  expect(of("aws_s3_bucket_object_lock_configuration", "zuid-mail")).toBeUndefined();
  expect(of("aws_s3_bucket", "zuid-mail")).toMatchObject({ object_lock_enabled: false });
});

test("a trial's locks can be lifted by whoever may", () => {
  expect(of("aws_s3_bucket_object_lock_configuration", "zuid-archive", build(false))).toMatchObject({
    rule: { default_retention: { mode: "GOVERNANCE" } },
  });
});

test("copies arrive in a contracted time, encrypted anew with a key of their own region", () => {
  expect(of("aws_s3_bucket_replication_configuration", "zuid-mail")).toMatchObject({
    rule: [
      {
        status: "Enabled",
        source_selection_criteria: { sse_kms_encrypted_objects: { status: "Enabled" } },
        destination: {
          bucket: "arn:aws:s3:::zuid-mail-twin",
          encryption_configuration: {
            replica_kms_key_id: "arn:aws:kms:eu-west-1:000000000001:alias/zuid-eu-west-1-objects",
          },
          replication_time: { status: "Enabled", time: { minutes: 15 } },
          metrics: { status: "Enabled", event_threshold: { minutes: 15 } },
        },
      },
    ],
  });
  expect(of("aws_s3_bucket_replication_configuration", "zuid-archive")).toMatchObject({
    rule: [
      {
        destination: {
          encryption_configuration: {
            replica_kms_key_id: "arn:aws:kms:eu-north-1:000000000001:alias/zuid-eu-central-1-backup",
          },
        },
      },
    ],
  });
});

test.each([
  ["zuid-mail", "Enabled"],
  ["zuid-archive", "Disabled"],
])("deletions in %s: their copying is %s", (name, status) => {
  expect(of("aws_s3_bucket_replication_configuration", name)).toMatchObject({
    rule: [{ delete_marker_replication: { status } }],
  });
});

test("what copies live objects can't use the keys of backups, and the other way round", () => {
  const keysOf = (kind: string): string =>
    JSON.stringify(
      site
        .all("aws_iam_role_policy")
        .filter(({ role }) => String(role).includes(`${kind}-copies`))
        .map(({ policy }) => statementsOf(policy).map(({ Condition }) => Condition?.["ForAnyValue:StringLike"])),
    );
  expect(keysOf("live")).toContain("alias/zuid-eu-central-1-objects");
  expect(keysOf("live")).not.toContain("-backup");
  expect(keysOf("backup")).toContain("alias/zuid-eu-central-1-backup");
  expect(keysOf("backup")).not.toContain("-objects");
});

test("a copier reads versions and writes copies, and deletes nothing for good", () => {
  const actions = site.all("aws_iam_role_policy").flatMap(({ policy }) => allowed(policy));
  expect(actions.filter((action) => /s3:(Delete|Put|Bypass)|\*/.test(action))).toEqual([]);
  expect(actions).toContain("s3:ReplicateObject");
});

const rules = (name: string): string => JSON.stringify(of("aws_s3_bucket_lifecycle_configuration", name)?.["rule"]);

test("only the copy that no promise counts on gets cold, and only after a week", () => {
  expect(rules("zuid-locked")).toContain('"transition":[{"days":7,"storage_class":"DEEP_ARCHIVE"}]');
  expect(rules("zuid-archive")).not.toContain("DEEP_ARCHIVE");
  expect(rules("zuid-mail")).not.toContain("DEEP_ARCHIVE");
});

test("a copy that sees no deletions ends by age, after its lock", () => {
  expect(rules("zuid-locked")).toContain('"expiration":[{"days":42}]');
  expect(rules("zuid-mail")).toContain('"noncurrent_version_expiration":[{"noncurrent_days":30}]');
});

test("a bucket of another region is made by that region's provider, of the same account", () => {
  expect(of("aws_s3_bucket", "zuid-locked")).toMatchObject({ provider: "aws.eu-north-1" });
  expect(of("aws_s3_bucket", "zuid-mail")).not.toHaveProperty("provider");
});

const keyNamed = (name: string) =>
  Object.entries(site.resource["aws_kms_key"] ?? {}).find(([id]) => id.startsWith(`keys_${name}`))?.[1];

test("every key turns once a year and is gone only a month after someone said so", () => {
  for (const key of site.all("aws_kms_key")) {
    expect(key).toMatchObject({
      enable_key_rotation: true,
      deletion_window_in_days: 30,
      lifecycle: { prevent_destroy: true },
    });
  }
});

test("no policy of the account lets anyone else use the keys of backups", () => {
  const policy = keyNamed(`backup-${here}`)?.["policy"];
  const use = allowed(policy).filter((action) => /Decrypt|Encrypt|GenerateDataKey|^kms:\*$/.test(action));
  expect(statement(policy, "Administration").Action).not.toEqual(expect.arrayContaining(["kms:Decrypt"]));
  expect(use.length).toBeGreaterThan(0);
  expect(statement(policy, "Use").Condition).toEqual({
    ArnLike: {
      "aws:PrincipalArn": [
        "arn:aws:iam::000000000001:role/zuid-*-archive",
        "arn:aws:iam::000000000001:role/zuid-*-snapshots",
        "arn:aws:iam::000000000001:role/zuid-*-dumps",
        "arn:aws:iam::000000000001:role/zuid-*-backup-copies",
        "arn:aws:iam::000000000001:user/zuid-*-restore",
      ],
    },
  });
});

test("a key that IAM policies decide about would be seen", () => {
  expect(allowed(keyNamed(`objects_${here}`)?.["policy"])).toContain("kms:*");
  expect(allowed(keyNamed(`backup-${here}`)?.["policy"])).not.toContain("kms:*");
});
