import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { z } from "zod";
import type { Sample } from "./tier";

const repository = resolve(__dirname, "../../..");

const synthesisSchema = z.object({
  environments: z.array(z.object({ name: z.string(), stacks: z.array(z.object({ name: z.string() })) })),
});

const manifestSchema = z.object({
  stacks: z.record(z.string(), z.object({ dependencies: z.array(z.string()), workingDirectory: z.string() })),
});

/** Synthesizes every environment of a folder with the command that users run; ours are those of the repository itself. */
export function synthesize(target: string, from = repository): readonly Sample[] {
  const cdktf = join(target, "cdktf.out");
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(repository, "dist/cli/main.js"), "synth", "--json", "--out", join(target, "out"), "--cdktf-out", cdktf],
    { cwd: from, encoding: "utf8", maxBuffer: 2 ** 28 },
  );
  if (status !== 0) throw new Error(`bestek synth refuses:\n${stdout}${stderr}`);
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
