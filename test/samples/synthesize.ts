import { spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

const repository = resolve(__dirname, "../..");

/** Synthesizes samples of ours below `folder`, with the command that users run, in a copy: synthesis records what it saw. */
export function synthesizeSamples(folder: string, names: readonly string[]): void {
  mkdirSync(join(folder, "environments"), { recursive: true });
  for (const file of names.flatMap((name) => [`${name}.ts`, `${name}.lock.json`])) {
    const source = join(repository, "environments", file);
    if (existsSync(source)) copyFileSync(source, join(folder, "environments", file));
  }
  synthesize(folder);
}

/**
 * Synthesizes one sample with some of its facts changed, in a repository of its own that remembers the unchanged sample. `facts`
 * is TypeScript, and knows the sample as `sample`.
 */
export function synthesizeVariant(folder: string, samples: string, name: string, facts: string): void {
  writeVariant(folder, samples, name, facts);
  const lock = join("environments", `${name}.lock.json`);
  if (existsSync(join(samples, lock))) copyFileSync(join(samples, lock), join(folder, lock));
  synthesizeAnew(folder);
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
export function synthesizeAnew(folder: string): void {
  const { CI: _, ...variables } = process.env;
  synthesize(folder, variables);
}

function synthesize(folder: string, variables: NodeJS.ProcessEnv = process.env): void {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(repository, "dist/cli/main.js"), "synth", "--json"],
    { cwd: folder, env: variables, encoding: "utf8", maxBuffer: 2 ** 28 },
  );
  // Findings of the audit end with 1 too, and are for others to judge; a refusal says nothing that is JSON.
  if (!stdout.startsWith("{")) throw new Error(`bestek synth ended with ${String(status)}:\n${stdout}${stderr}`);
}
