import { existsSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { z } from "zod";

const stateSchema = z.object({
  outputs: z.record(z.string(), z.unknown()),
  resources: z.array(
    z.looseObject({
      mode: z.enum(["managed", "data"]),
      type: z.string(),
      name: z.string(),
      instances: z.array(
        z.looseObject({
          attributes: z.record(z.string(), z.unknown()),
          // The core writes paths in the order of a map, which is none.
          sensitive_attributes: z
            .array(z.unknown())
            .default([])
            .transform((paths) => paths.map((path) => JSON.stringify(path)).sort()),
        }),
      ),
    }),
  ),
});

export type TerraformState = z.output<typeof stateSchema>;

/**
 * What a state says, without what tells one run from another: its serial number, its lineage and the folder it lies in. A state
 * that was never written says nothing.
 */
export function readTerraformState(file: string): TerraformState {
  if (!existsSync(file)) return { outputs: {}, resources: [] };
  const text = readFileSync(file, "utf8").replaceAll(dirname(file), "");
  return stateSchema.parse(JSON.parse(text));
}

/** Addresses of what a state says exists. */
export const managedIn = ({ resources }: TerraformState): readonly string[] =>
  resources.filter(({ mode }) => mode === "managed").map(({ type, name }) => `${type}.${name}`);
