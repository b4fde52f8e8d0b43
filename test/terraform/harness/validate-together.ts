import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Ended } from "./core";
import type { Deployment } from "./deployment";
import { inputsOf } from "./inputs";
import { readStack } from "./stack";
import type { SampleStack } from "./tier";

/** Stacks that one start of the core validates; each has provider processes of its own, all at once. */
const atOnce = 20;

/**
 * Validates many stacks with few starts of the core: each is a module of a root that gives it its variables. Returns what the core
 * says of the first root that it refuses, which names every stack at fault, or what it said last.
 */
export async function validateTogether(
  deployment: Deployment,
  folder: string,
  stacks: readonly SampleStack[],
): Promise<Ended> {
  let ended: Ended = { exitCode: 0, output: "" };
  for (let first = 0; first < stacks.length && ended.exitCode === 0; first += atOnce) {
    const root = join(folder, String(first));
    mkdirSync(root, { recursive: true });
    const modules = stacks
      .slice(first, first + atOnce)
      .map((stack) => [stack.name, { source: deployment.put(stack), ...inputsOf(readStack(stack.folder)) }]);
    writeFileSync(join(root, "main.tf.json"), JSON.stringify({ module: Object.fromEntries(modules) }));
    ended = await deployment.run(root, ["init", "-backend=false", "-input=false", "-no-color"]);
    if (ended.exitCode === 0) ended = await deployment.run(root, ["validate", "-no-color"]);
  }
  return ended;
}
