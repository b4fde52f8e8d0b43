import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Writes runbooks below `folder`, by their file names. */
export function writeRunbooks(folder: string, documents: Readonly<Record<string, string>>): void {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(documents)) writeFileSync(join(folder, name), text);
}
