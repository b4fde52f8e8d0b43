import { ObjectStore, type ObjectStoreProps } from "../../../constructs/infrastructure/ovh/object-store";
import { synth, type Synthesized } from "./synth";

const store = (changes: Partial<ObjectStoreProps> = {}): Synthesized =>
  synth((stack) => {
    new ObjectStore(stack, "store", {
      project: "project",
      region: "GRA",
      name: "zuid-archive",
      replicasIn: [],
      retention: { replacedDays: 30 },
      authoritative: true,
      ...changes,
    });
  });

const bucketOf = (synthesized: Synthesized) => synthesized.only("ovh_cloud_project_storage");
const rulesOf = (synthesized: Synthesized) =>
  synthesized.only("ovh_cloud_project_storage_object_bucket_lifecycle_configuration")["rules"];

test("every bucket keeps versions and is encrypted with a key that copies can read", () => {
  expect(bucketOf(store())).toMatchObject({
    versioning: { status: "enabled" },
    encryption: { sse_algorithm: "AES256" },
  });
});

test("a lock is set at creation, in days", () => {
  expect(bucketOf(store({ lock: { mode: "compliance", days: 35 } }))).toMatchObject({
    object_lock: { status: "enabled", rule: { mode: "compliance", period: "P35D" } },
  });
});

test("a bucket without a lock says nothing of one", () => {
  expect(bucketOf(store())).not.toHaveProperty("object_lock");
});

test.each([
  ["copied", "enabled"],
  ["kept-out", "disabled"],
] as const)("a deletion is %s: delete markers are %s", (deletions, status) => {
  expect(bucketOf(store({ replicasIn: [{ name: "zuid-locked", region: "SBG", deletions }] }))).toMatchObject({
    replication: {
      rules: [
        {
          status: "enabled",
          delete_marker_replication: status,
          destination: { name: "zuid-locked", region: "SBG", remove_on_main_bucket_deletion: false },
        },
      ],
    },
  });
});

test("a bucket without copies has no rule", () => {
  expect(bucketOf(store())).not.toHaveProperty("replication");
});

test("Terraform refuses to destroy what holds the truth, and only that", () => {
  expect(bucketOf(store())).toMatchObject({ lifecycle: { prevent_destroy: true } });
  expect(bucketOf(store({ authoritative: false }))).not.toHaveProperty("lifecycle");
});

test("replaced versions go after their time; the newest stay", () => {
  expect(rulesOf(store())).toEqual([
    expect.objectContaining({ abort_incomplete_multipart_upload: { days_after_initiation: 7 } }),
    expect.objectContaining({ noncurrent_version_expiration: { noncurrent_days: 30 } }),
    expect.objectContaining({ expiration: { expired_object_delete_marker: true } }),
  ]);
});

test("a copy that sees no deletions ends by age", () => {
  expect(rulesOf(store({ retention: { replacedDays: 1, currentDays: 42 } }))).toContainEqual(
    expect.objectContaining({ expiration: { days: 42 } }),
  );
});

test("the list of objects stays out of the state", () => {
  expect(bucketOf(store())).toMatchObject({ hide_objects: true });
});
