import fc from "fast-check";
import { ObjectStoreUser } from "../../../constructs/infrastructure/ovh/object-store-user";
import { s3Policy } from "../../../constructs/infrastructure/ovh/s3-policy";
import { synth } from "./synth";

interface Statement {
  readonly Effect: string;
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
}

const statementsOf = (policy: string): readonly Statement[] => {
  const { Statement: statements }: { readonly Statement: readonly Statement[] } = JSON.parse(policy);
  return statements;
};

const bucketName = fc.stringMatching(/^[a-z][a-z0-9-]{2,40}$/);
const access = fc.constantFrom("read" as const, "append" as const, "write" as const, "read-write" as const);

test("a policy names its own buckets and no other resource", () => {
  fc.assert(
    fc.property(fc.uniqueArray(bucketName, { minLength: 1 }), access, (buckets, way) => {
      const resources = statementsOf(s3Policy(buckets, way)).flatMap(({ Resource }) => Resource);
      const own = buckets.flatMap((bucket) => [`arn:aws:s3:::${bucket}`, `arn:aws:s3:::${bucket}/*`]);
      expect([...resources].sort()).toEqual([...own].sort());
    }),
  );
});

test("a prefix leaves other objects alone", () => {
  const resources = statementsOf(s3Policy(["zuid-archive"], "read-write", "secrets/")).flatMap(
    ({ Resource }) => Resource,
  );
  expect(resources).toEqual(["arn:aws:s3:::zuid-archive", "arn:aws:s3:::zuid-archive/secrets/*"]);
});

test("nobody deletes versions, shortens a lock or changes a bucket", () => {
  fc.assert(
    fc.property(fc.uniqueArray(bucketName, { minLength: 1 }), access, (buckets, way) => {
      const actions = statementsOf(s3Policy(buckets, way)).flatMap(({ Action }) => Action);
      expect(
        actions.filter((action) => /\*|Version|Retention|LegalHold|Bypass|PutBucket|DeleteBucket/.test(action)),
      ).toEqual([]);
    }),
  );
});

test("who keeps records adds objects, and hides none", () => {
  const actions = statementsOf(s3Policy(["zuid-audit"], "append")).flatMap(({ Action }) => Action);
  expect(actions).toContain("s3:PutObject");
  expect(actions.filter((action) => action.includes("Delete"))).toEqual([]);
});

test("who writes a journal adds objects, and sees and hides none", () => {
  const actions = statementsOf(s3Policy(["zuid-journal"], "write")).flatMap(({ Action }) => Action);
  expect(actions).toContain("s3:PutObject");
  expect(actions.filter((action) => /Delete|GetObject|ListBucket$/.test(action))).toEqual([]);
});

test("who only reads changes nothing", () => {
  const actions = statementsOf(s3Policy(["zuid-locked"], "read")).flatMap(({ Action }) => Action);
  expect(actions.filter((action) => !/^s3:(Get|List)/.test(action))).toEqual([]);
});

test("a user gets its policy and no keys", () => {
  const user = synth((stack) => {
    new ObjectStoreUser(stack, "user", {
      project: "project",
      description: "zuid: mail",
      buckets: ["zuid-mail"],
      access: "read-write",
    });
  });
  expect(Object.keys(user.resource).sort()).toEqual(["ovh_cloud_project_user", "ovh_cloud_project_user_s3_policy"]);
  expect(user.only("ovh_cloud_project_user")).toMatchObject({ role_names: ["objectstore_operator"] });
});
