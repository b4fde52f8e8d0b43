import { attributesOf, synthesizeWithoutCharts } from "../fixtures/synthesis";
import { forTenants } from "./aws-environments";

const two = synthesizeWithoutCharts(forTenants("beuk", "linde"));
const three = synthesizeWithoutCharts(forTenants("beuk", "linde", "wilg"));
const ofTenants = ({ stacks }: typeof two) => stacks.filter(({ name }) => name.includes("-tenant-"));

const storage = (tenant: string): string => {
  const found = two.stacks.find(({ name }) => name.includes("storage") && name.includes(tenant));
  if (found === undefined) throw new Error(tenant);
  return found.name;
};

test("a tenant more changes no byte of the others' stacks", () => {
  expect(ofTenants(two).length).toBeGreaterThan(4);
  const changed = ofTenants(two).filter(({ name }) => two.file(name).text !== three.file(name).text);
  expect(changed.map(({ name }) => name)).toEqual([]);
});

test("a tenant's storage finds the site's endpoint by its name, after it was made, and reads no state", () => {
  const { data } = two.file(storage("linde"));
  expect(Object.values(data["aws_vpc_endpoint"] ?? {})).toEqual([
    expect.objectContaining({ tags: { Name: "west-eu-central-1-s3" } }),
  ]);
  expect(data["terraform_remote_state"]).toBeUndefined();
  expect(two.stacks.find(({ name }) => name === storage("linde"))?.after).toEqual(["west-infrastructure-eu-central-1"]);
  const [endpoint] = attributesOf(two.file("west-infrastructure-eu-central-1"), "aws_vpc_endpoint");
  expect(endpoint).toMatchObject({ tags: { Name: "west-eu-central-1-s3" } });
});

test("no tenant's stack names another tenant", () => {
  const guilty = ofTenants(two).filter(
    ({ name }) => name.includes("beuk") && two.file(name).text.replaceAll("example", "").includes("linde"),
  );
  expect(guilty.map(({ name }) => name)).toEqual([]);
});

test("names of identities fit, however long those of tenants are", () => {
  const long = synthesizeWithoutCharts(forTenants("scholengroep-van-het-oosten"));
  const names = ofTenants(long).flatMap(({ name }) =>
    [...attributesOf(long.file(name), "aws_iam_role"), ...attributesOf(long.file(name), "aws_iam_user")].map((one) =>
      String(one["name"]),
    ),
  );
  expect(names.length).toBeGreaterThan(2);
  expect(names.filter((name) => name.length > 64)).toEqual([]);
});

test("the archive's role is for the databases of every cell and what a drill restores, and for nothing else in the cluster", () => {
  const archive = attributesOf(two.file("west-infrastructure-eu-central-1"), "aws_iam_role").find(
    ({ name }) => name === "west-eu-central-1-archive",
  );
  expect(String(archive?.["assume_role_policy"])).toContain(
    '["system:serviceaccount:databases:postgres","system:serviceaccount:databases:postgres-cell-*","system:serviceaccount:databases:restore-drill"]',
  );
});
