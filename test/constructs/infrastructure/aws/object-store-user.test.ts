import fc from "fast-check";
import { ObjectStoreUser } from "../../../../constructs/infrastructure/aws/object-store-user";
import { bucketAccess } from "../../../../constructs/infrastructure/aws/s3-access";
import { allowed, place, statement, synthAws } from "./fixture";

const user = (alsoFrom: readonly string[]) =>
  synthAws((stack) => {
    new ObjectStoreUser(stack, "user", {
      place,
      name: "zuid-fra-mail",
      user: { name: "mail-mail", buckets: ["zuid-mail"], prefix: "", access: "read-write" },
      regions: ["eu-central-1"],
      keyAliases: ["zuid-eu-central-1-objects"],
      endpointId: "vpce-1",
      alsoFrom,
    });
  });

const policyOf = (alsoFrom: readonly string[] = []) => user(alsoFrom).only("aws_iam_user_policy")["policy"];

test("keys work from inside the site alone", () => {
  expect(statement(policyOf(), "FromHere")).toMatchObject({
    Effect: "Deny",
    Action: "s3:*",
    Condition: { StringNotEquals: { "aws:SourceVpce": "vpce-1" } },
  });
});

test("people's keys work from their own networks as well, and from nowhere else", () => {
  expect(statement(policyOf(["203.0.113.0/28"]), "FromHere").Condition).toEqual({
    StringNotEquals: { "aws:SourceVpce": "vpce-1" },
    NotIpAddress: { "aws:SourceIp": ["203.0.113.0/28"] },
  });
});

test("the key that encrypts the objects is used through object storage alone", () => {
  expect(statement(policyOf(), "Keys")).toMatchObject({
    Action: ["kms:Decrypt", "kms:GenerateDataKey"],
    Condition: {
      StringLike: { "kms:ViaService": ["s3.eu-central-1.amazonaws.com"] },
      "ForAnyValue:StringLike": { "kms:ResourceAliases": ["alias/zuid-eu-central-1-objects"] },
    },
  });
});

test("a user is made without keys: the trust stack makes them where it stores them", () => {
  expect(Object.keys(user([]).resource).sort()).toEqual(["aws_iam_user", "aws_iam_user_policy"]);
});

const bucketName = fc.stringMatching(/^[a-z][a-z0-9-]{2,40}$/);
const prefix = fc.constantFrom("", "secrets/");
const access = fc.constantFrom("read" as const, "append" as const, "write" as const, "read-write" as const);

test("a policy names its own buckets, their objects of its prefix, and no other resource", () => {
  fc.assert(
    fc.property(fc.uniqueArray(bucketName, { minLength: 1 }), access, prefix, (buckets, way, first) => {
      const resources = bucketAccess(place, { buckets, access: way, prefix: first }).flatMap(
        ({ Resource = [] }) => Resource,
      );
      expect(resources).toEqual([
        ...buckets.map((bucket) => `arn:aws:s3:::${bucket}`),
        ...buckets.map((bucket) => `arn:aws:s3:::${bucket}/${first}*`),
      ]);
    }),
  );
});

test("nobody deletes versions, shortens a lock or changes a bucket", () => {
  const actions = allowed(policyOf());
  expect(
    actions.filter((action) => /\*|Version|Retention|LegalHold|Bypass|PutBucket|DeleteBucket/.test(action)),
  ).toEqual([]);
  expect(actions).toContain("s3:PutObject");
});

test("who keeps records adds objects, and hides none", () => {
  const actions = bucketAccess(place, { buckets: ["zuid-audit"], access: "append", prefix: "" }).flatMap(
    ({ Action = [] }) => Action,
  );
  expect(actions).toContain("s3:PutObject");
  expect(actions.filter((action) => action.includes("Delete"))).toEqual([]);
});

test("who writes a journal adds objects, and sees and hides none", () => {
  const actions = bucketAccess(place, { buckets: ["zuid-journal"], access: "write", prefix: "" }).flatMap(
    ({ Action = [] }) => Action,
  );
  expect(actions).toContain("s3:PutObject");
  expect(actions.filter((action) => /Delete|GetObject|ListBucket$/.test(action))).toEqual([]);
});

test("who only reads changes nothing", () => {
  const actions = bucketAccess(place, { buckets: ["zuid"], access: "read", prefix: "" }).flatMap(
    ({ Action }) => Action,
  );
  expect(actions.filter((action) => !/^s3:(Get|List)/.test(action))).toEqual([]);
});

test("a bucket of the sovereign partition has a name of that partition", () => {
  const [list] = bucketAccess(
    { ...place, region: "eusc-de-east-1" },
    { buckets: ["zuid"], access: "read", prefix: "" },
  );
  expect(list?.Resource).toEqual(["arn:aws-eusc:s3:::zuid"]);
});
