import { spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import type { Answers } from "./answers-schema";
import type { Scope } from "./deploy-all";
import { Deployment } from "./deployment";
import { tierVariable, type ReadyTier, type SampleStack } from "./tier";

const jiti = resolve(__dirname, "../../../node_modules/jiti/lib/jiti-cli.mjs");

/** What one process did until it was killed, or had nothing left to do. */
export interface Life {
  readonly applied: readonly string[];
  readonly unchanged: readonly string[];
}

/** What a process does that finds all that the earlier ones left: one stack. */
export const flawlessLife = ({ name }: SampleStack): Life => ({ applied: [name], unchanged: [] });

/** What the last process does, which plans everything again. */
export const flawlessEnd = (stacks: readonly SampleStack[]): Life => ({
  applied: [],
  unchanged: stacks.map(({ name }) => name),
});

/** A deployment by processes of which each is killed as soon as it has applied one stack. */
export class KilledRun {
  readonly deployment: Deployment;
  private readonly job: string;

  constructor(tier: ReadyTier, folder: string, stacks: readonly SampleStack[], answers: Answers) {
    mkdirSync(folder, { recursive: true });
    this.deployment = new Deployment(tier, folder, answers);
    this.job = join(folder, "job.json");
    writeFileSync(this.job, JSON.stringify({ folder, stacks, answers }));
  }

  /**
   * A process that goes on behind the last stack that has a state: to plan all of them every time would take the square of their number, and tell
   * the same.
   */
  next(): Promise<Life> {
    return this.oneLife("the-next");
  }

  /** A process that begins at the first stack, whatever stands. */
  everything(): Promise<Life> {
    return this.oneLife("everything");
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
      child.on("close", (code, signal) => {
        if (signal === "SIGKILL" || code === 0) done({ applied, unchanged });
        else fail(new Error(`the deployment failed\n${complaints.join("")}`));
      });
    });
  }
}
