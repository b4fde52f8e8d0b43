import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { z } from "zod";
import { wantedSamples } from "./samples";
import type { SampleStack } from "./tier";

/** An environment's stacks in an order in which they can be applied. */
export interface Synthesized {
  readonly name: string;
  readonly stacks: SampleStack[];
}

const repository = resolve(__dirname, "../../..");

const synthesisSchema = z.object({
  environments: z.array(z.object({ name: z.string(), stacks: z.array(z.object({ name: z.string() })) })),
});

const manifestSchema = z.object({
  stacks: z.record(z.string(), z.object({ dependencies: z.array(z.string()), workingDirectory: z.string() })),
});

/** Synthesizes every sample that is wanted below `folder`, with the command that users run, in a copy: synthesis records what it saw. */
export function synthesizeSamples(folder: string, wanted = wantedSamples()): readonly Synthesized[] {
  const isWanted = (file: string): boolean => wanted?.includes(file.slice(0, file.indexOf("."))) ?? true;
  const environments = join(folder, "environments");
  mkdirSync(environments, { recursive: true });
  for (const entry of readdirSync(join(repository, "environments"), { withFileTypes: true })) {
    if (entry.isFile() && isWanted(entry.name))
      copyFileSync(join(repository, "environments", entry.name), join(environments, entry.name));
  }
  return synthesize(folder);
}

/**
 * Synthesizes one sample with some of its facts changed, in a repository of its own that remembers the unchanged sample. `facts`
 * is TypeScript, and knows the sample as `sample`.
 */
export function synthesizeVariant(folder: string, samples: string, name: string, facts: string): Synthesized {
  writeVariant(folder, samples, name, facts);
  const lock = join("environments", `${name}.lock.json`);
  if (existsSync(join(samples, lock))) copyFileSync(join(samples, lock), join(folder, lock));
  const [variant] = synthesizeAnew(folder);
  if (variant === undefined) throw new Error(`${name} was not synthesized`);
  return variant;
}

/** Writes one sample with some of its facts changed, told as above, and nothing of what is locked. */
export function writeVariant(folder: string, samples: string, name: string, facts: string): void {
  mkdirSync(join(folder, "environments"), { recursive: true });
  writeFileSync(
    join(folder, "environments", `${name}.ts`),
    [
      'import { defineEnvironment } from "bestek";',
      `import sample from ${JSON.stringify(join(samples, "environments", `${name}.ts`))};`,
      `export default defineEnvironment({ ...sample.facts, ${facts} });`,
      "",
    ].join("\n"),
  );
}

/** Synthesizes every environment of a folder whose facts are not those that are locked: the lock may be written here, in CI too. */
export function synthesizeAnew(folder: string): readonly Synthesized[] {
  const { CI: _, ...variables } = process.env;
  return synthesize(folder, variables);
}

/** Synthesizes every environment of a folder. */
export function synthesize(folder: string, variables: NodeJS.ProcessEnv = process.env): readonly Synthesized[] {
  const cdktf = join(folder, "cdktf.out");
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(repository, "dist/cli/main.js"), "synth", "--json"],
    { cwd: folder, env: variables, encoding: "utf8", maxBuffer: 2 ** 28 },
  );
  // Findings of the audit end with 1 too, and are for others to judge; a refusal says nothing that is JSON.
  if (!stdout.startsWith("{")) throw new Error(`bestek synth ended with ${String(status)}:\n${stdout}${stderr}`);
  const { stacks } = manifestSchema.parse(JSON.parse(readFileSync(join(cdktf, "manifest.json"), "utf8")));
  const { environments } = synthesisSchema.parse(JSON.parse(stdout));
  return environments.map((environment) => ({
    name: environment.name,
    stacks: environment.stacks.map(({ name }) => {
      const stack = stacks[name];
      if (stack === undefined) throw new Error(`the manifest does not know stack ${name}`);
      return { name, folder: join(cdktf, stack.workingDirectory), after: stack.dependencies };
    }),
  }));
}
