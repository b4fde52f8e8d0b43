import { spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import type { Answers } from "./answers-schema";
import type { Scope } from "./deploy-all";
import { Deployment } from "./deployment";
import { tierVariable, type ReadyTier, type SampleStack } from "./tier";

const jiti = resolve(__dirname, "../../../node_modules/jiti/lib/jiti-cli.mjs");

/** What one process did until it was killed. */
export interface Life {
  readonly applied: readonly string[];
  readonly unchanged: readonly string[];
}

/** What the processes of a run do where each finds all that the earlier ones left: a stack each, and nothing twice. */
export const flawlessLives = (stacks: readonly SampleStack[]): readonly Life[] =>
  stacks.map(({ name }, index) => ({
    applied: [name],
    unchanged: index + 1 < stacks.length ? [] : stacks.slice(0, index).map((stack) => stack.name),
  }));

/** A deployment by processes of which each is killed as soon as it has applied one stack. */
export class KilledRun {
  readonly deployment: Deployment;
  private readonly job: string;

  constructor(
    tier: ReadyTier,
    folder: string,
    private readonly stacks: readonly SampleStack[],
    answers: Answers,
  ) {
    mkdirSync(folder, { recursive: true });
    this.deployment = new Deployment(tier, folder, answers);
    this.job = join(folder, "job.json");
    writeFileSync(this.job, JSON.stringify({ folder, stacks, answers }));
  }

  /**
   * Starts a process for each stack. Each goes on behind the last stack that has a state, and the last one plans every stack again: planning
   * all of them every time would take the square of their number, and tell the same. `after` is called after each of them.
   */
  async toTheEnd(after: (life: number) => void = () => undefined): Promise<readonly Life[]> {
    const lives: Life[] = [];
    for (const index of this.stacks.keys()) {
      lives.push(await this.oneLife(index + 1 < this.stacks.length ? "the-next" : "everything"));
      after(index);
    }
    return lives;
  }

  private oneLife(scope: Scope): Promise<Life> {
    return new Promise((done, fail) => {
      const child = spawn(process.execPath, [jiti, join(__dirname, "deploy-all.ts"), this.job, scope], {
        stdio: ["pipe", "pipe", "pipe"],
        env: { ...process.env, [tierVariable]: process.env[tierVariable] ?? "" },
      });
      const [applied, unchanged, complaints]: [string[], string[], string[]] = [[], [], []];
      child.stderr.on("data", (text) => void complaints.push(String(text)));
      createInterface({ input: child.stdout }).on("line", (line) => {
        const [verb, stack = ""] = line.split(" ");
        if (verb === "unchanged") unchanged.push(stack);
        if (verb !== "applied") return;
        applied.push(stack);
        // It waits for a word that never comes: the kill always falls between two stacks.
        child.kill("SIGKILL");
      });
      child.on("error", fail);
      child.on("close", (_, signal) => {
        if (signal === "SIGKILL") done({ applied, unchanged });
        else fail(new Error(`the deployment ended by itself\n${complaints.join("")}`));
      });
    });
  }
}
