import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { z } from "zod";
import { canonicalJson } from "./canonical-json";
import { manifestFile } from "./layout";

/** The part of cdktf's `manifest.json` that bestek merges; what else an entry holds is carried along. */
const manifestSchema = z.looseObject({ version: z.string(), stacks: z.record(z.string(), z.unknown()) });

export type TerraformManifest = z.output<typeof manifestSchema>;

/** The manifest of a folder that cdktf wrote; undefined where there is none or where it is something else. */
export function readManifest(cdktf: string): TerraformManifest | undefined {
  const file = manifestFile(cdktf);
  if (!existsSync(file)) return undefined;
  try {
    const parsed = manifestSchema.safeParse(JSON.parse(readFileSync(file, "utf8")));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

/** One manifest for the stacks of several environments; every stack stays at its own relative path. */
export function writeManifest(cdktf: string, parts: readonly TerraformManifest[]): void {
  const stacks = Object.fromEntries(parts.flatMap((part) => Object.entries(part.stacks)));
  const version = parts.at(-1)?.version;
  writeFileSync(manifestFile(cdktf), canonicalJson({ version, stacks }));
}
