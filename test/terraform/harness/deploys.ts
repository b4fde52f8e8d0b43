import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { burns } from "./burns";
import { flawlessEnd, flawlessLife, KilledRun } from "./killed-run";
import { withSample } from "./samples";
import { ofEachShape, sampleTenants } from "./tenants";
import { readStack } from "./stack";
import { keepPlan, keepsPlans } from "./stand-in-plan";
import { managedIn, readTerraformState } from "./terraform-state";
import type { SampleStack } from "./tier";
import { Timing } from "./timing";
import { validateTogether } from "./validate-together";

/** Declares the tests of one sample: from nothing to everything, killed on the way, burnt where it has a standby, and back to nothing. */
export function deploys(name: string): void {
  withSample(name, name, (tier, sample) => {
    const { tenants, applied, validated } = sampleTenants(sample);
    const timing = new Timing();
    const folder = join(tier.work, "runs", name);
    const run = new KilledRun(tier, join(folder, "through"), applied, sample.answers.own);
    const { deployment } = run;

    const others = validated.length === 0 ? "" : ", and one of each shape of other tenants' stacks";
    test(`the stacks are valid as they were synthesized${others}`, async () => {
      const stacks = [...applied, ...ofEachShape(sample, validated)];
      const validation = timing.of("validate", () => validateTogether(deployment, join(folder, "validated"), stacks));
      expect(await validation).toMatchObject({ exitCode: 0 });
    });

    describe("from nothing, by processes of which each is killed after one stack", () => {
      test.each(stepsOf(applied))("%s", async (_, stack) => {
        expect(await timing.of("init, plan, apply", () => run.next())).toEqual(flawlessLife(stack));
        if (keepsPlans()) keepPlan(stack.name, await deployment.show(stack));
        const state = readTerraformState(deployment.stateFile(stack));
        // Records of a zone that the customer keeps are an output, and no resource.
        if (Object.keys(readStack(stack.folder).resource).length > 0) expect(managedIn(state)).not.toEqual([]);
      });

      test("and a last one that plans every stack again changes nothing", async () => {
        expect(await timing.of("second plan", () => run.everything())).toEqual(flawlessEnd(applied));
      });
    });

    burns(tier, sample, deployment);

    describe("back to nothing", () => {
      test.each(stepsOf([...applied].reverse()))("%s", async (_, stack) => {
        if (isProtected(stack)) {
          await expect(deployment.plan(stack, "-destroy")).rejects.toThrow("Instance cannot be destroyed");
        }
        await timing.of("destroy", () => deployment.destroy(stack));
        expect(managedIn(readTerraformState(deployment.stateFile(stack)))).toEqual([]);
      });
    });

    afterAll(() => {
      const chosen =
        validated.length === 0
          ? ""
          : ` (tenants ${tenants.join(", ")}), one of each shape validated of ${String(validated.length)}`;
      const title = `${name}: ${String(applied.length)} stacks applied${chosen}`;
      writeFileSync(join(tier.work, `timing-${name}.json`), JSON.stringify(timing.seconds));
      process.stderr.write(`${title}\n${timing.lines().join("\n")}\n`);
    });
  });
}

const isProtected = ({ folder }: SampleStack): boolean =>
  Object.values(readStack(folder).resource).some((ofType) => JSON.stringify(ofType).includes('"prevent_destroy":true'));

const stepsOf = (stacks: readonly SampleStack[]): [string, SampleStack][] => stacks.map((stack) => [stack.name, stack]);
