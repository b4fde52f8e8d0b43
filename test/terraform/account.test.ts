import { existsSync } from "node:fs";
import { join } from "node:path";
import { Deployment } from "./harness/deployment";
import { readStack } from "./harness/stack";
import { sampleTenants } from "./harness/tenants";
import { withTier, type Sample, type SampleStack } from "./harness/tier";

/** True for a stack that checks whose credentials it was given: by what it looks up, or by its provider. */
function checksAccount({ answers }: Sample, { folder }: SampleStack): boolean {
  const { data, provider } = readStack(folder);
  const lookedUp = Object.keys(answers.another.data).some((type) =>
    Object.values(data[type] ?? {}).some(({ lifecycle }) => lifecycle !== undefined),
  );
  return lookedUp || JSON.stringify(provider).includes('"allowed_account_ids"');
}

withTier("credentials of another account", (tier) => {
  describe.each(tier.samples.map((sample) => [sample.name, sample] as const))("%s", (name, sample) => {
    const checking = sampleTenants(sample).oneTenant.filter((stack) => checksAccount(sample, stack));

    test("some stack checks whose they are", () => {
      expect(checking).not.toEqual([]);
    });

    test.each(checking.map((stack) => [stack.name, stack] as const))(
      "%s is refused before the first change",
      async (_, stack) => {
        const deployment = new Deployment(tier, join(tier.work, "account", name), sample.answers.another);
        await deployment.init(stack);
        await expect(deployment.plan(stack)).rejects.toThrow(
          /credentials must|account ID not allowed|must lead to the cluster/,
        );
        expect(existsSync(deployment.stateFile(stack))).toBe(false);
      },
    );

    test("the first stack that is applied checks them", () => {
      expect(checking[0]?.name).toBe(sample.stacks[0]?.name);
    });
  });
});
