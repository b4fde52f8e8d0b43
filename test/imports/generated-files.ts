import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const root = join(__dirname, "../..");

/** A generated file: its path below the repository's root and its text. */
export interface GeneratedFile {
  readonly path: string;
  readonly text: string;
}

/** Every TypeScript file below a folder of the repository, sorted by path. */
export function typescriptBelow(folder: string): readonly GeneratedFile[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .sort()
    .map((name) => `${folder}/${name.replaceAll("\\", "/")}`)
    .map((path) => ({ path, text: readFileSync(join(root, path), "utf8") }));
}

/** What tools/bindings is told to generate. */
export const selection = z
  .object({
    providers: z.array(
      z.object({
        name: z.string(),
        source: z.string(),
        version: z.string(),
        resources: z.array(z.string()),
        dataSources: z.array(z.string()).default([]),
      }),
    ),
    customResources: z.array(
      z.object({
        component: z.string(),
        source: z.string(),
        version: z.string(),
        date: z.string(),
        kinds: z.array(z.string()),
      }),
    ),
    kubernetes: z.object({ version: z.string(), kinds: z.array(z.string()) }),
  })
  .parse(JSON.parse(readFileSync(join(root, "tools/bindings/selection.json"), "utf8")));
