import { copyFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { Deployment } from "./deployment";
import { synthesizeVariant } from "../../samples/synthesize";
import { sampleStacks } from "./sample-stacks";
import { sampleTenants } from "./tenants";
import type { ReadyTier, Sample, SampleStack } from "./tier";

const planSchema = z.object({
  sites: z.record(z.string(), z.object({ role: z.enum(["primary", "standby"]), region: z.string() })),
});

/** Site and region of a sample that has another to take over; undefined where there is one site alone. */
export function burnable({ name, repository }: Sample): { readonly site: string; readonly region: string } | undefined {
  const file = join(repository, "out", name, "plan.json");
  const sites = Object.entries(planSchema.parse(JSON.parse(readFileSync(file, "utf8"))).sites);
  const [primary] = sites.filter(([, { role }]) => role === "primary");
  return primary === undefined || sites.length < 2 ? undefined : { site: primary[0], region: primary[1].region };
}

/** Declares the tests of a sample whose primary burns after everything was applied by `stood`, where all stays as it is. */
export function burns(tier: ReadyTier, sample: Sample, stood: Deployment): void {
  const primary = burnable(sample);
  if (primary === undefined) return;
  const { site, region } = primary;
  const outside = ({ name }: SampleStack): boolean => !name.endsWith(`-${site}`);

  describe("when the primary burns", () => {
    const variant = join(tier.work, "variants", sample.name);
    synthesizeVariant(
      variant,
      sample.repository,
      sample.name,
      'recovery: { ...sample.facts.recovery, active: "standby" }',
    );
    const { oneTenant: some } = sampleTenants({ ...sample, stacks: sampleStacks(variant, sample.name) });
    const needed = some.filter(outside);
    const answers = { ...sample.answers.own, unreachable: [region] };
    const after = new Deployment(tier, join(tier.work, "burnt", sample.name), answers);

    // The state of each site lies outside of it, but what a burnt site's state says is no longer so.
    beforeAll(() => {
      for (const stack of sampleTenants(sample).oneTenant.filter(outside))
        copyFileSync(stood.stateFile(stack), after.stateFile(stack));
    });

    test.each(needed.map((stack) => [stack.name, stack] as const))(
      "%s applies with the primary's interfaces, buckets and states gone",
      async (_, stack) => {
        await after.deploy(stack);
        expect(await after.plan(stack)).toBe("unchanged");
      },
    );
  });
}
