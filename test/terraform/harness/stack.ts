import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const blocks = z.record(z.string(), z.record(z.string(), z.looseObject({})));

/** What this tier reads of a synthesized stack. */
const stackSchema = z.looseObject({
  data: blocks.default({}),
  resource: blocks.default({}),
  provider: z.record(z.string(), z.unknown()).default({}),
  output: z.record(z.string(), z.looseObject({})).default({}),
  variable: z
    .record(z.string(), z.looseObject({ type: z.string().default("string"), default: z.unknown().optional() }))
    .default({}),
  terraform: z.looseObject({
    backend: z.record(z.string(), z.looseObject({ key: z.string() })),
    required_providers: z.record(z.string(), z.object({ source: z.string(), version: z.string() })).default({}),
  }),
});

export type Stack = z.output<typeof stackSchema>;

export const readStack = (folder: string): Stack =>
  stackSchema.parse(JSON.parse(readFileSync(join(folder, "cdk.tf.json"), "utf8")));

/** Key that a backend keeps a state under. */
export const stateKey = (config: unknown): string => z.looseObject({ key: z.string() }).parse(config).key;

/** Key under which a stack keeps its own state. */
export function ownStateKey({ terraform }: Stack): string {
  const [backend] = Object.values(terraform.backend);
  return stateKey(backend);
}
