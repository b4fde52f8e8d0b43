import { rmSync } from "node:fs";
import { join } from "node:path";
import { flawlessLives, KilledRun, type Life } from "./harness/killed-run";
import { withSample } from "./harness/samples";

withSample("a run that is killed after each stack", "noveu-zuid", (tier, sample) => {
  const stacks = sample.stacks.slice(0, 4);
  const names = stacks.map(({ name }) => name);
  const [first = "", second = "", third = ""] = names;

  /** What the processes did where the state of `lost`, if any, went away after so many of them. */
  function livesWithout(lost: string | undefined, processes = 0): Promise<readonly Life[]> {
    const run = new KilledRun(tier, join(tier.work, "killed-run", lost ?? "none"), stacks, sample.answers.own);
    return run.toTheEnd((life) => {
      for (const stack of life + 1 === processes ? stacks.filter(({ name }) => name === lost) : []) {
        rmSync(run.deployment.stateFile(stack));
      }
    });
  }

  test("goes on where it was, and its last process finds every stack as it was left", async () => {
    const flawless = flawlessLives(stacks);
    expect(flawless.map(({ applied }) => applied)).toEqual(names.map((name) => [name]));
    expect(flawless.map(({ unchanged }) => unchanged)).toEqual([[], [], [], [first, second, third]]);
    expect(await livesWithout(undefined)).toEqual(flawless);
  });

  test("shows with its next process that what the one before it applied is not kept", async () => {
    const seen = await livesWithout(second, 2);
    expect(seen[2]).toEqual({ applied: [second], unchanged: [] });
    expect(seen).not.toEqual(flawlessLives(stacks));
  });

  test("shows with its last process that something earlier is not kept", async () => {
    const seen = await livesWithout(first, 3);
    expect(seen.slice(0, 3)).toEqual(flawlessLives(stacks).slice(0, 3));
    expect(seen[3]).toEqual({ applied: [first], unchanged: [] });
  });
});
