import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Deployment } from "./deployment";
import type { SampleStack } from "./tier";

/**
 * Validates many stacks with one start of the core: each is a module of one root, with its own providers and variables. Returns
 * what the core says, which names every stack that it refuses.
 */
export async function validateTogether(
  deployment: Deployment,
  folder: string,
  stacks: readonly SampleStack[],
): Promise<{ readonly exitCode: number | null; readonly output: string }> {
  mkdirSync(folder, { recursive: true });
  const modules = Object.fromEntries(stacks.map((stack) => [stack.name, { source: deployment.put(stack) }]));
  writeFileSync(join(folder, "main.tf.json"), JSON.stringify({ module: modules }));
  const init = await deployment.run(folder, ["init", "-backend=false", "-input=false", "-no-color"]);
  if (init.exitCode !== 0) return init;
  return deployment.run(folder, ["validate", "-no-color"]);
}
