import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { synthesize } from "./synthesize";
import type { Sample } from "./tier";

const environments = resolve(__dirname, "../../../environments");

/**
 * Synthesizes a sample with some of its facts changed, in a repository of its own. `facts` is TypeScript, and knows the sample as
 * `sample`.
 */
export function synthesizeVariant(folder: string, name: string, facts: string): Sample {
  mkdirSync(join(folder, "environments"), { recursive: true });
  writeFileSync(
    join(folder, "environments", `${name}.ts`),
    [
      'import { defineEnvironment } from "bestek";',
      `import sample from ${JSON.stringify(join(environments, `${name}.ts`))};`,
      `export default defineEnvironment({ ...sample.facts, ${facts} });`,
      "",
    ].join("\n"),
  );
  const [variant] = synthesize(folder, folder);
  if (variant === undefined) throw new Error(`${name} was not synthesized`);
  return variant;
}
