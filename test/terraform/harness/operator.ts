import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { z } from "zod";
import type { Deployment } from "./deployment";
import type { ReadyTier, Sample, SampleStack } from "./tier";

const program = resolve(__dirname, "../../../dist/cli/main.js");

export interface Told {
  readonly exitCode: number | null;
  readonly output: string;
  readonly complaints: string;
}

/**
 * Somebody with a checkout of one sample, the core and the command line: what they plan is what the deployment has applied. The
 * checkout is a copy, because another core's files get into the folders of its stacks.
 */
export class Operator {
  constructor(
    private readonly tier: Pick<ReadyTier, "core">,
    private readonly sample: Sample,
    /** Made where it does not exist. */
    private readonly folder: string,
    private readonly deployment: Deployment,
  ) {
    mkdirSync(join(folder, "environments"), { recursive: true });
    const { repository } = sample;
    for (const file of [`${sample.name}.ts`, `${sample.name}.lock.json`]) {
      const source = join(repository, "environments", file);
      if (existsSync(source)) cpSync(source, join(folder, "environments", file));
    }
    cpSync(join(repository, "out", sample.name), join(folder, "out", sample.name), { recursive: true });
    cpSync(join(repository, "cdktf.out/manifest.json"), join(folder, "cdktf.out/manifest.json"));
    for (const stack of sample.stacks) {
      cpSync(stack.folder, this.folderOf(stack), { recursive: true, dereference: true });
      deployment.relax(this.folderOf(stack), stack);
    }
  }

  folderOf({ name }: SampleStack): string {
    return join(this.folder, "cdktf.out/stacks", name);
  }

  /** Runs the command line with what the core must be told, and nothing else of the surroundings. */
  bestek(words: readonly string[], more: Readonly<Record<string, string>> = {}): Told {
    const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...words], {
      cwd: this.folder,
      encoding: "utf8",
      maxBuffer: 2 ** 26,
      env: {
        PATH: process.env["PATH"] ?? "",
        HOME: process.env["HOME"] ?? "",
        TERRAFORM_BINARY_NAME: this.tier.core.program,
        ...this.deployment.variables(...this.sample.stacks.map((stack) => this.folderOf(stack))),
        ...more,
      },
    });
    return { exitCode: status, output: stdout, complaints: stderr };
  }

  /** Its answer as JSON; throws where it gives none. */
  json(words: readonly string[]): Readonly<Record<string, unknown>> {
    const { output, complaints } = this.bestek([...words, "--json"]);
    if (!output.startsWith("{")) throw new Error(`${words.join(" ")}\n${output}${complaints}`);
    return z.record(z.string(), z.unknown()).parse(JSON.parse(output));
  }
}

/** Values of an attribute that a state holds, by the type of the resource. */
export function secretsIn(file: string, type: string, attribute: string): readonly string[] {
  const state = z
    .object({
      resources: z.array(
        z.object({ type: z.string(), instances: z.array(z.object({ attributes: z.record(z.string(), z.unknown()) })) }),
      ),
    })
    .parse(JSON.parse(readFileSync(file, "utf8")));
  return state.resources
    .filter((resource) => resource.type === type)
    .flatMap(({ instances }) =>
      instances.flatMap(({ attributes }) => {
        const value = attributes[attribute];
        return typeof value === "string" ? [value] : [];
      }),
    );
}
