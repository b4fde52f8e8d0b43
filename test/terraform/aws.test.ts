import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { installMoto, Moto, motoVersion } from "./harness/moto";
import { releaseOverrides } from "./harness/overrides";
import { prune } from "./harness/prune";
import { awsVersion, findRealAws, mirrorsLookedInto, mirrorVariable, RealAws } from "./harness/real-aws";
import { readStack } from "./harness/stack";
import { sampleTenants } from "./harness/tenants";
import { withTier, type ReadyTier } from "./harness/tier";

interface Missing {
  readonly why: string;
  /** Method and path of the interface that the provider would call. */
  readonly call: readonly [method: string, path: string];
}

/** What moto has no interface for, as of 2026-11-21; each thing that is left out for it is a test that is skipped by name. */
const missing: Readonly<Record<string, Missing>> = {
  aws_eks_addon: { why: "moto has no CreateAddon", call: ["POST", "/clusters/one/addons"] },
  "data.aws_eks_addon_version": {
    why: "moto has no DescribeAddonVersions",
    call: ["GET", "/addons/supported-versions"],
  },
  aws_eks_access_entry: { why: "moto has no CreateAccessEntry", call: ["POST", "/clusters/one/access-entries"] },
  aws_eks_access_policy_association: {
    why: "moto has no AssociateAccessPolicy",
    call: ["POST", "/clusters/one/access-entries/someone/access-policies"],
  },
  aws_eks_pod_identity_association: {
    why: "moto has no CreatePodIdentityAssociation",
    call: ["POST", "/clusters/one/pod-identity-associations"],
  },
};

const cannot = Object.fromEntries(Object.entries(missing).map(([type, { why }]) => [type, why]));

/** What moto tells in a form that AWS does not. */
const misshapen: Readonly<Record<string, string>> = {
  "output.cluster_certificate_authority": "moto's certificate authority is random letters, which decode to no text",
};

/** What moto makes and then tells otherwise, so that a second plan would change it and whatever refers to it. */
const forgets: Readonly<Record<string, string>> = {
  aws_eks_cluster: "moto does not tell a cluster's access settings again",
  aws_eks_node_group: "moto does not tell a node group's launch template again",
  aws_s3_bucket_replication_configuration: "moto does not tell markers of deletion and encrypted objects again",
};

const configurationSchema = z.looseObject({
  provider: z.looseObject({ aws: z.array(z.looseObject({ allowed_account_ids: z.array(z.string()).default([]) })) }),
  terraform: z.looseObject({
    backend: z.object({ s3: z.looseObject({ bucket: z.string(), region: z.string() }) }),
  }),
  resource: z.record(z.string(), z.record(z.string(), z.unknown())).optional(),
  data: z.record(z.string(), z.record(z.string(), z.unknown())).optional(),
});

interface AwsStack {
  readonly name: string;
  readonly configuration: z.output<typeof configurationSchema>;
  readonly assets?: string;
}

const byHand = join(__dirname, "fixtures/aws-by-hand.tf.json");

const read = (file: string): AwsStack["configuration"] =>
  configurationSchema.parse(JSON.parse(readFileSync(file, "utf8")));

/** Stacks of the samples that need no other provider, in their order, those of one tenant among them; one written by hand where no sample is on AWS. */
function awsStacks({ samples }: ReadyTier): readonly AwsStack[] {
  const stacks = samples.flatMap((sample) =>
    sampleTenants(sample).oneTenant.flatMap(({ name, folder }): readonly AwsStack[] => {
      const providers = Object.keys(readStack(folder).terraform.required_providers);
      if (providers.length === 0 || providers.some((provider) => provider !== "aws")) return [];
      return [{ name, configuration: read(join(folder, "cdk.tf.json")), assets: join(folder, "assets") }];
    }),
  );
  return stacks.length === 0 ? [{ name: "by-hand", configuration: read(byHand) }] : stacks;
}

const zoneNames = z.record(z.string(), z.object({ name: z.string() }));

/** What must be there before the first apply: buckets of states, and hosted zones that stacks look up. */
function given(stacks: readonly AwsStack[]): object {
  const backends = stacks.map(({ configuration }) => configuration.terraform.backend.s3);
  const zones = stacks.flatMap(({ configuration }) =>
    Object.values(zoneNames.parse(configuration.data?.["aws_route53_zone"] ?? {})).map(({ name }) => name),
  );
  const named = <T>(values: readonly T[], change: (value: T) => object): object =>
    Object.fromEntries(values.map((value, index) => [`given-${String(index)}`, change(value)]));
  const buckets = [...new Map(backends.map((backend) => [backend.bucket, backend])).values()];
  return {
    terraform: { required_providers: { aws: { source: "hashicorp/aws", version: awsVersion } } },
    provider: { aws: [{ region: buckets[0]?.region ?? "eu-central-1" }] },
    resource: {
      aws_s3_bucket: named(buckets, ({ bucket }) => ({ bucket })),
      ...(zones.length === 0 ? {} : { aws_route53_zone: named([...new Set(zones)], (name) => ({ name })) }),
    },
  };
}

const planSchema = z.object({
  resource_changes: z
    .array(z.object({ address: z.string(), change: z.object({ actions: z.array(z.string()) }) }))
    .default([]),
});

withTier(`the real AWS provider ${awsVersion} on moto ${motoVersion}`, (tier) => {
  const mirror = findRealAws();
  if (mirror === undefined) {
    test.skip(`no such provider in ${mirrorsLookedInto().join(", ")}; ${mirrorVariable} names another mirror`, () =>
      undefined);
    return;
  }
  const problem = installMoto();
  if (problem !== undefined) {
    if (process.env["CI"] === undefined) test.skip(problem, () => undefined);
    else {
      test("moto", () => {
        throw new Error(problem);
      });
    }
    return;
  }

  const stacks = awsStacks(tier);
  const account = stacks[0]?.configuration.provider.aws[0]?.allowed_account_ids[0] ?? "123456789012";
  let moto: Moto;
  let aws: RealAws;

  beforeAll(async () => {
    moto = await Moto.start(account);
    aws = new RealAws(tier, join(tier.work, "real-aws"), moto, mirror);
    await succeed(
      aws.put("given", given(stacks)),
      ["init", "-input=false"],
      ["apply", "-auto-approve", "-input=false"],
    );
  });

  afterAll(() => {
    moto.stop();
  });

  /** Runs commands one after another; each must end well. */
  async function succeed(folder: string, ...commands: readonly (readonly string[])[]): Promise<void> {
    for (const words of commands) {
      const { exitCode, output } = await aws.run(folder, ...words);
      if (exitCode !== 0) throw new Error(`${words.join(" ")} in ${folder}\n${output}`);
    }
  }

  const gone: string[] = [];
  const prepared = stacks.map(({ name, configuration, assets }) => {
    const pruned = structuredClone(configuration);
    const left = prune(pruned, { ...cannot, ...misshapen }, gone);
    gone.push(
      ...left.flatMap(({ address }) =>
        address.startsWith("output.")
          ? [`data.terraform_remote_state.${name}.outputs.${address.slice("output.".length)}`]
          : [],
      ),
    );
    return { name, configuration, pruned, left, ...(assets === undefined ? {} : { assets }) };
  });

  describe.each(prepared.map((stack) => [stack.name, stack] as const))("%s", (name, stack) => {
    test("the provider's own checks find nothing wrong with any of it", async () => {
      const folder = aws.put(`${name}-whole`, stack.configuration, stack.assets);
      await succeed(folder, ["init", "-backend=false", "-input=false"], ["validate"]);
    });

    test("is applied, and a second plan changes nothing but what moto forgets", async () => {
      const folder = aws.put(name, stack.pruned, stack.assets);
      await succeed(folder, ["init", "-input=false"], ["apply", "-auto-approve", "-input=false"]);
      // What moto forgets would be replaced, which the product forbids.
      aws.release(folder, releaseOverrides({ resource: stack.pruned.resource ?? {} }));
      await succeed(folder, ["plan", "-input=false", "-out=plan"]);
      const { output } = await aws.run(folder, "show", "-json", "plan");
      const changed = planSchema
        .parse(JSON.parse(output))
        .resource_changes.filter(({ change: { actions } }) => actions.some((action) => action !== "no-op"));
      const forgotten = prune(structuredClone(stack.pruned), forgets, []).map(({ address }) => address);
      expect(changed.filter(({ address }) => !forgotten.includes(address))).toEqual([]);
    });

    for (const { address, why } of stack.left) test.skip(`${address}: ${why}`, () => undefined);
  });

  /** What EKS answers to a call; the signature is not looked at, but says which service is meant. */
  const answerTo = async ([method, path]: Missing["call"]): Promise<string> => {
    const signature = "AWS4-HMAC-SHA256 Credential=nobody/20261121/eu-central-1/eks/aws4_request";
    const headers = { Authorization: `${signature}, SignedHeaders=host, Signature=0` };
    const body = method === "POST" ? { body: "{}" } : {};
    return (await fetch(new URL(path, moto.url), { method, headers, ...body })).text();
  };

  test.each(Object.entries(missing))("moto still lacks what %s needs", async (_, { call }) => {
    expect(await answerTo(call)).toContain("<title>404 Not Found</title>");
    expect(await answerTo(["GET", "/clusters"])).toContain('"clusters"');
  });

  describe("back to nothing", () => {
    test.each([...prepared].reverse().map((stack) => [stack.name, stack] as const))("%s", async (name, stack) => {
      const folder = aws.put(name, stack.pruned, stack.assets);
      aws.release(folder, releaseOverrides({ resource: stack.pruned.resource ?? {} }));
      await succeed(folder, ["destroy", "-auto-approve", "-input=false"]);
    });
  });
});
