import { leastPolicies } from "../../../audit";
import { permissionsOf } from "../../../catalog";
import { factsAfter } from "../fixture/facts-after";
import { infrastructure } from "../fixture/good-stacks";
import type { Json } from "../../../audit/facts/json";
import { all, inStack, nothing, type Edit } from "../fixture/output";

const policyOf = (cloud: string, edit = nothing) =>
  leastPolicies(factsAfter(edit)).find((policy) => policy.cloud === cloud);

test("a policy allows what the stacks' own types take, and nothing else", () => {
  const policy = policyOf("ovh");
  expect(policy?.actions).toEqual(
    expect.arrayContaining(["publicCloudProject:apiovh:kube/*", "publicCloudProject:apiovh:region/storage/*"]),
  );
  expect(policy?.actions).not.toContain("publicCloudProject:apiovh:region/gateway/*");
  expect(policy?.unknownTypes).toEqual([]);
  expect(policyOf("aws")).toBeUndefined();
});

test("types that nobody has read are named, not guessed", () => {
  const policy = policyOf("ovh", inStack(infrastructure, ["resource", "ovh_vps"], { x: {} }));
  expect(policy?.unknownTypes).toEqual(["ovh_vps"]);
});

const atAws = (provider: Json): Edit =>
  all(
    inStack(infrastructure, ["resource", "aws_nat_gateway"], { x: {} }),
    inStack(infrastructure, ["provider", "aws"], [provider]),
  );

test("storage of the customer's own takes no policy of AWS", () => {
  expect(policyOf("aws", atAws({ endpoints: [{ s3: "https://s3.example.eu" }] }))).toBeUndefined();
});

test("each cloud gets its own document", () => {
  const aws = policyOf("aws", atAws({ allowed_account_ids: ["1"] }));
  expect(aws?.document).toEqual({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Action: ["ec2:CreateNatGateway", "ec2:CreateTags", "ec2:DeleteNatGateway", "ec2:DeleteTags", "ec2:Describe*"],
        Resource: "*",
      },
    ],
  });
  const azure = policyOf("azure", inStack(infrastructure, ["resource", "azurerm_key_vault_key"], { x: {} }));
  expect(azure?.document).toMatchObject({
    Actions: ["Microsoft.KeyVault/vaults/read"],
    DataActions: ["Microsoft.KeyVault/vaults/keys/*"],
  });
});

test.each(["ovh", "azure", "aws"] as const)(
  "the catalogue of %s names each type once and each action well",
  (cloud) => {
    const { permissions } = permissionsOf(cloud);
    const types = permissions.flatMap((permission) => permission.types);
    expect(types).toEqual([...new Set(types)]);
    const shape = {
      ovh: /^[a-zA-Z]+:apiovh:[\w/]+(?:\/\*)?$/,
      azure: /^Microsoft\.\w+(?:\/[\w*]+)+$/,
      aws: /^[a-z0-9]+:[A-Za-z0-9]+\*?$/,
    }[cloud];
    for (const action of permissions.flatMap(({ actions, dataActions = [] }) => [...actions, ...dataActions])) {
      expect(action).toMatch(shape);
      // Everything of a service, or of the cloud, is no least policy.
      expect(action).not.toMatch(/^[^:/]+[:/]\*$/);
    }
  },
);
