import { rmSync } from "node:fs";
import { join } from "node:path";
import { flawlessEnd, flawlessLife, KilledRun, type Life } from "./harness/killed-run";
import { withSample } from "./harness/samples";
import { readTerraformState } from "./harness/terraform-state";

withSample("a run that is killed after each stack", "noveu-zuid", (tier, sample) => {
  const stacks = sample.stacks.slice(0, 4);
  const [first, second] = stacks;
  if (first === undefined || second === undefined) throw new Error("there are no stacks");
  const folder = join(tier.work, "killed-run");
  const runIn = (name: string): KilledRun => new KilledRun(tier, join(folder, name), stacks, sample.answers.own);

  async function lives(run: KilledRun, count: number): Promise<readonly Life[]> {
    const seen: Life[] = [];
    for (let life = 0; life < count; life += 1) seen.push(await run.next());
    return seen;
  }

  test("goes on where it was, finds every stack as it was left, and ends as one that nobody interrupted", async () => {
    const run = runIn("flawless");
    expect(await lives(run, stacks.length)).toEqual(stacks.map(flawlessLife));
    expect(await run.everything()).toEqual(flawlessEnd(stacks));

    const { deployment: through } = runIn("through");
    for (const stack of stacks) {
      await through.deploy(stack);
      const state = readTerraformState(through.stateFile(stack));
      expect(readTerraformState(run.deployment.stateFile(stack))).toEqual(state);
    }
  });

  test("shows with its next process that what the one before it applied is not kept", async () => {
    const run = runIn("lost-at-once");
    await lives(run, 2);
    rmSync(run.deployment.stateFile(second));
    expect(await run.next()).toEqual(flawlessLife(second));
  });

  test("shows with its last process that something earlier is not kept", async () => {
    const run = runIn("lost-earlier");
    await lives(run, stacks.length);
    rmSync(run.deployment.stateFile(first));
    expect(await run.everything()).toEqual(flawlessLife(first));
  });
});
