import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { Deployment } from "./harness/deployment";
import { sampleTenants } from "./harness/tenants";
import { withTier, type ReadyTier, type Sample, type SampleStack } from "./harness/tier";
import { synthesizeVariant } from "./harness/synthesize";

const planSchema = z.object({
  sites: z.record(z.string(), z.object({ role: z.enum(["primary", "standby"]), region: z.string() })),
});

const sitesOf = ({ repository }: ReadyTier, { name }: Sample): z.output<typeof planSchema>["sites"] =>
  planSchema.parse(JSON.parse(readFileSync(join(repository, "out", name, "plan.json"), "utf8"))).sites;

withTier("when the primary burns", (tier) => {
  const withStandby = tier.samples.flatMap((sample) => {
    const sites = Object.entries(sitesOf(tier, sample));
    const [primary] = sites.filter(([, { role }]) => role === "primary");
    return primary === undefined || sites.length < 2 ? [] : [{ sample, site: primary[0], region: primary[1].region }];
  });

  test("some sample has a standby", () => {
    expect(withStandby).not.toEqual([]);
  });

  describe.each(withStandby.map((one) => [one.sample.name, one] as const))("%s", (name, { sample, site, region }) => {
    const folder = join(tier.work, "burnt", name);
    const atPrimary = ({ name: stack }: SampleStack): boolean => stack.endsWith(`-${site}`);

    test("stands before it burns", async () => {
      const before = new Deployment(tier, folder, sample.answers.own);
      for (const stack of sampleTenants(sample).oneTenant) {
        await before.init(stack);
        await before.plan(stack);
        await before.apply(stack);
      }
      // The state of each site lies outside of it, but what a burnt site's state says is no longer so.
      for (const stack of sampleTenants(sample).oneTenant.filter(atPrimary)) rmSync(before.stateFile(stack));
    });

    const variant = synthesizeVariant(
      join(tier.work, "variants", name),
      tier.repository,
      name,
      'recovery: { ...sample.facts.recovery, active: "standby" }',
    );
    const { oneTenant: some } = sampleTenants({ ...sample, stacks: variant.stacks });
    const needed = some.filter((stack) => !atPrimary(stack));

    test.each(needed.map((stack) => [stack.name, stack] as const))(
      "%s applies with the primary's interfaces, buckets and states gone",
      async (_, stack) => {
        const after = new Deployment(tier, folder, { ...sample.answers.own, unreachable: [region] });
        await after.init(stack);
        await after.plan(stack);
        await after.apply(stack);
        expect(await after.plan(stack)).toBe("unchanged");
      },
    );
  });
});
