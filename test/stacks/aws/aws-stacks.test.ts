import type { Evidence } from "../../../audit";
import sample from "../../../environments/noveu-west";
import { warmStandby } from "../../../environments/schema";
import { attributesOf, resourcesOf, synthesize, synthesizeWithoutCharts, type Synthesis } from "../fixtures/synthesis";
import { attempt } from "../../generated/attempt";
import { atAws, dublin, withStandby } from "./aws-environments";

const single = synthesize(atAws());
const pair = synthesizeWithoutCharts(withStandby());

const providersOf = ({ stacks, file }: Synthesis): readonly Readonly<Record<string, unknown>>[] =>
  stacks.flatMap(({ name }) => (file(name).provider["aws"] ?? []).map((provider) => ({ stack: name, ...provider })));

/** Regions of the providers that a stack's resources use. */
function regionsUsed({ file }: Synthesis, stack: string): readonly string[] {
  const { provider, resource, data } = file(stack);
  const home = (provider["aws"] ?? []).find(({ alias }) => alias === undefined)?.["region"];
  const used = [...Object.entries(resource), ...Object.entries(data)]
    .filter(([type]) => type.startsWith("aws_"))
    .flatMap(([, blocks]) => Object.values(blocks))
    .map((block) => (typeof block["provider"] === "string" ? block["provider"].replace("aws.", "") : String(home)));
  return [...new Set(used)].sort();
}

/** Checks that leave something open. */
const openIn = ({ checks }: Evidence): readonly string[] =>
  checks.filter(({ undecided }) => undecided.length > 0).map(({ id }) => id);

/**
 * How long the return of a lost region takes is not known before a drill, nor the key of the mail server before it makes one, nor digests
 * before anything was copied, nor whether a copy holds the same that the storage makes itself.
 */
const unmeasured = ["internet-standards", "image-provenance", "recovery-drills", "recovery-downtime"];

test("the sample synthesizes, and its audit leaves nothing undecided but what only a running platform tells", () => {
  const verdict = attempt(sample.facts);
  if (verdict.kind !== "synthesized") throw verdict.refusal;
  const { failed, passed } = verdict.evidence.totals;
  expect(failed).toBe(0);
  expect(openIn(verdict.evidence)).toEqual(unmeasured);
  expect(passed).toBeGreaterThan(2000);
});

test("a warm standby at AWS passes its audit as well", () => {
  const verdict = attempt(withStandby().facts);
  if (verdict.kind !== "synthesized") throw verdict.refusal;
  expect(verdict.evidence.totals.failed).toBe(0);
  // Its page names nobody whom alerts tell.
  // What is copied beside a cluster is compared there.
  expect(openIn(verdict.evidence)).toEqual([...unmeasured.filter((check) => check !== "recovery-drills"), "alerting"]);
});

test("credentials of another account end every plan", () => {
  const providers = [...providersOf(single), ...providersOf(pair)];
  expect(providers.length).toBeGreaterThan(6);
  expect(providers.filter((provider) => String(provider["allowed_account_ids"]) !== "000000000001")).toEqual([]);
});

test("every resource says which stack it belongs to", () => {
  for (const provider of providersOf(pair)) {
    expect(provider["default_tags"]).toEqual([{ tags: { "bestek.eu/stack": provider["stack"] } }]);
  }
});

test("each stack works in the regions of its own, and the key stands in none that holds a site", () => {
  expect(regionsUsed(pair, "west-keys")).toEqual(["eu-north-1"]);
  expect(regionsUsed(pair, "west-infrastructure-eu-west-1")).toEqual(["eu-north-1", "eu-west-1"]);
  expect(regionsUsed(pair, "west-infrastructure-eu-central-1")).not.toContain("eu-west-1");
  expect(regionsUsed(single, "west-infrastructure-eu-central-1")).toEqual(["eu-central-1", "eu-north-1"]);
});

test("after a failover no stack that must be applied asks a region that may be gone", () => {
  const survivor = synthesizeWithoutCharts(
    withStandby({
      stage: "acceptance",
      dns: { kind: "provider-zone", zone: "west.example.eu" },
      recovery: warmStandby({ site: dublin, archive: "eu-north-1", active: "standby" }),
    }),
  );
  for (const stack of ["west-dns", "west-trust", "west-operators-eu-west-1", "west-infrastructure-eu-west-1"]) {
    expect([stack, regionsUsed(survivor, stack).includes("eu-central-1")]).toEqual([stack, false]);
  }
  expect(regionsUsed(survivor, "west-dns")).toEqual(["eu-west-1"]);
});

test("clusters are reached with a credential that is fetched for the run", () => {
  expect(single.file("west-data-eu-central-1").provider["helm"]).toMatchObject([
    {
      kubernetes: {
        exec: {
          command: "aws",
          args: [
            "eks",
            "get-token",
            "--cluster-name",
            expect.stringContaining("cluster_id"),
            "--region",
            "eu-central-1",
            "--output",
            "json",
          ],
        },
      },
    },
  ]);
});

test("OpenBao alone may use the key it unseals with, and for nothing else", () => {
  const operators = single.file("west-operators-eu-central-1");
  expect(attributesOf(operators, "aws_iam_role").map(({ name }) => name)).toEqual(["west-eu-central-1-openbao"]);
  const [policy] = attributesOf(operators, "aws_iam_role_policy");
  expect(JSON.parse(String(policy?.["policy"]))).toMatchObject({
    Statement: [{ Effect: "Allow", Action: ["kms:Encrypt", "kms:Decrypt", "kms:DescribeKey"] }],
  });
  const [key] = attributesOf(single.file("west-keys"), "aws_kms_key");
  expect(String(key?.["policy"])).toContain('"aws:PrincipalArn":["arn:aws:iam::000000000001:role/west-*-openbao"]');
  expect(String(key?.["policy"])).not.toContain('"Action":"kms:*"');
});

test("OpenBao's pods are given that role, and its seal is AWS's", () => {
  const [, openbao] = resourcesOf(single.file("west-operators-eu-central-1"), "helm_release").find(
    ([, { name }]) => name === "openbao",
  ) ?? ["", {}];
  const values = String(openbao["values"]);
  expect(values).toContain('"eks.amazonaws.com/role-arn":"arn:aws:iam::000000000001:role/west-eu-central-1-openbao"');
  expect(values).toContain("awskms");
});

test("keys are made for services with buckets and those who restore; databases and snapshots have none", () => {
  const users = ({ file }: Synthesis, stack: string) =>
    attributesOf(file(stack), "aws_iam_user")
      .map(({ name }) => name)
      .sort();
  expect(users(single, "west-infrastructure-eu-central-1")).toEqual([
    "west-eu-central-1-audit-audit",
    "west-eu-central-1-chat-media",
    "west-eu-central-1-config-settings",
    "west-eu-central-1-files-files",
    "west-eu-central-1-mail-mail",
    "west-eu-central-1-platform-audit-platform-audit",
    "west-eu-central-1-restore",
  ]);
  expect(resourcesOf(single.file("west-trust"), "aws_iam_access_key")).toHaveLength(7);
  expect(resourcesOf(single.file("west-operators-eu-central-1"), "aws_iam_access_key")).toEqual([]);
  const roles = attributesOf(single.file("west-infrastructure-eu-central-1"), "aws_iam_role").map(({ name }) => name);
  expect(roles).toEqual(expect.arrayContaining(["west-eu-central-1-archive", "west-eu-central-1-snapshots"]));
});

test("an autoscaler runs in the cluster, and may change its own groups of machines alone", () => {
  const [, release] = resourcesOf(single.file("west-operators-eu-central-1"), "helm_release").find(
    ([, { name }]) => name === "cluster-autoscaler",
  ) ?? ["", {}];
  expect(String(release["values"])).toContain('"autoDiscovery":{"clusterName":"west-eu-central-1"}');
  expect(String(release["values"])).toContain('"podDisruptionBudget":{"maxUnavailable":1}');
  expect(String(release["values"])).toContain(
    "registry.west.example.eu/registry.k8s.io/autoscaling/cluster-autoscaler",
  );
  const scaling = attributesOf(single.file("west-infrastructure-eu-central-1"), "aws_iam_role_policy")
    .map(({ policy }) => String(policy))
    .find((policy) => policy.includes("autoscaling:SetDesiredCapacity"));
  expect(scaling).toContain('"aws:ResourceTag/k8s.io/cluster-autoscaler/west-eu-central-1":"owned"');
});

test("a site has an address in every zone, and names point to all of them", () => {
  const addresses = single.file("west-infrastructure-eu-central-1").output["public_addresses"];
  expect(addresses?.["value"]).toHaveLength(3);
  const zoneFile = String(single.file("west-dns").output["zone_file"]?.["value"]);
  for (const index of [0, 1, 2]) expect(zoneFile).toContain(`public_addresses.${String(index)}}`);
});

test("objects are copied to the standby under its own key, without reading its state", () => {
  const [, rules] =
    resourcesOf(pair.file("west-infrastructure-eu-central-1"), "aws_s3_bucket_replication_configuration").find(([id]) =>
      id.includes("west-mail"),
    ) ?? [];
  expect(JSON.stringify(rules)).toContain("arn:aws:kms:eu-west-1:000000000001:alias/west-eu-west-1-objects");
  expect(pair.file("west-infrastructure-eu-central-1").data["terraform_remote_state"]).toBeUndefined();
});

test("no file names a region of AWS outside the EU", () => {
  for (const { stacks, file } of [single, pair]) {
    const guilty = stacks.filter(({ name }) =>
      /\b(?:us|ap|sa|ca|af|me|il|mx)-[a-z]+-\d\b|eu-west-2|eu-central-2/.test(file(name).text),
    );
    expect(guilty.map(({ name }) => name)).toEqual([]);
  }
});
