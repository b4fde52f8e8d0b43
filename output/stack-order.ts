import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { manifestFile, stacksFolder } from "./layout";

const manifestSchema = z.looseObject({
  stacks: z.record(z.string(), z.looseObject({ dependencies: z.array(z.string()).default([]) })),
});

/** A stack as it stands in `cdktf.out`. */
export interface WrittenStack {
  readonly name: string;
  /** Its own folder. */
  readonly folder: string;
  /** Stacks that are applied before it, the direct ones alone. */
  readonly after: readonly string[];
  /** Outputs of other stacks that it reads, by stack. */
  readonly reads: Readonly<Record<string, readonly string[]>>;
}

/** The stacks of one environment in the order of their application, from the files; throws where there is no manifest. */
export function writtenStacks(cdktf: string, environment: string): readonly WrittenStack[] {
  const { stacks } = manifestSchema.parse(JSON.parse(readFileSync(manifestFile(cdktf), "utf8")));
  const names = Object.keys(stacks)
    .filter((name) => name.startsWith(`${environment}-`))
    .sort();
  const ordered = new Set<string>();
  const add = (name: string): void => {
    for (const earlier of [...(stacks[name]?.dependencies ?? [])].sort())
      if (names.includes(earlier) && !ordered.has(earlier)) add(earlier);
    ordered.add(name);
  };
  names.forEach(add);
  return [...ordered].map((name) => {
    const folder = join(stacksFolder(cdktf), name);
    return { name, folder, after: stacks[name]?.dependencies ?? [], reads: readsOf(folder, names) };
  });
}

const reference = /data\.terraform_remote_state\.([\w-]+)\.outputs\.([\w-]+)/g;

/** Remote states are named after the stack that they belong to. */
function readsOf(folder: string, names: readonly string[]): Readonly<Record<string, readonly string[]>> {
  const text = readFileSync(join(folder, "cdk.tf.json"), "utf8");
  const found = new Map<string, Set<string>>();
  for (const [, stack = "", output = ""] of text.matchAll(reference)) {
    if (names.includes(stack)) found.set(stack, (found.get(stack) ?? new Set()).add(output));
  }
  return Object.fromEntries(
    [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([stack, outputs]) => [stack, [...outputs].sort()]),
  );
}
