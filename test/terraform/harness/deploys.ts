import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { burns } from "./burns";
import { Deployment } from "./deployment";
import { flawlessLives, KilledRun } from "./killed-run";
import { withSample } from "./samples";
import { ofEachShape, sampleTenants } from "./tenants";
import { readStack } from "./stack";
import { keepPlan, keepsPlans } from "./stand-in-plan";
import { managedIn, readTerraformState, type TerraformState } from "./terraform-state";
import type { SampleStack } from "./tier";
import { Timing } from "./timing";
import { validateTogether } from "./validate-together";

/** Declares the tests of one sample: from nothing to everything, killed on the way, burnt where it has a standby, and back to nothing. */
export function deploys(name: string): void {
  withSample(name, name, (tier, sample) => {
    const { tenants, applied, oneTenant, validated } = sampleTenants(sample);
    const timing = new Timing();
    const folder = join(tier.work, "runs", name);
    const deployment = new Deployment(tier, join(folder, "through"), sample.answers.own);
    const killed = join(folder, "killed");
    const states = new Map<string, TerraformState>();

    const others = validated.length === 0 ? "" : ", and one of each shape of other tenants' stacks";
    test(`the stacks are valid as they were synthesized${others}`, async () => {
      const stacks = [...applied, ...ofEachShape(sample, validated)];
      const run = timing.of("validate", () => validateTogether(deployment, join(folder, "validated"), stacks));
      expect(await run).toMatchObject({ exitCode: 0 });
    });

    describe("from nothing", () => {
      test.each(stepsOf(applied))("%s", async (_, stack) => {
        await timing.of("init", () => deployment.init(stack));
        await timing.of("plan", () => deployment.plan(stack));
        if (keepsPlans()) keepPlan(stack.name, await deployment.show(stack));
        await timing.of("apply", () => deployment.apply(stack));
        expect(await timing.of("second plan", () => deployment.plan(stack))).toBe("unchanged");
        const state = readTerraformState(deployment.stateFile(stack));
        // Records of a zone that the customer keeps are an output, and no resource.
        if (Object.keys(readStack(stack.folder).resource).length > 0) expect(managedIn(state)).not.toEqual([]);
        states.set(stack.name, state);
      });
    });

    test("killed after each stack and started again, it ends the same", async () => {
      const run = new KilledRun(tier, killed, oneTenant, sample.answers.own);
      const seen = await timing.of("killed and resumed", () => run.toTheEnd());
      expect(seen).toEqual(flawlessLives(oneTenant));
      for (const stack of oneTenant) {
        expect(readTerraformState(run.deployment.stateFile(stack))).toEqual(states.get(stack.name));
      }
    });

    burns(tier, sample, killed);

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
