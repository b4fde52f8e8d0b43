import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Hash of a folder's file names and contents. Permissions and times stay out of it: the same charts give the same paths
 * on every machine, whatever its umask.
 */
export function folderHash(folder: string): string {
  const hash = createHash("sha256");
  for (const file of filesBelow(folder, "")) {
    const content = readFileSync(join(folder, file));
    hash.update(`${file}\0${String(content.length)}\0`).update(content);
  }
  return hash.digest("hex").slice(0, 32);
}

const filesBelow = (root: string, folder: string): readonly string[] =>
  readdirSync(join(root, folder), { withFileTypes: true })
    .map((entry) => ({ entry, path: folder === "" ? entry.name : `${folder}/${entry.name}` }))
    .sort((a, b) => (a.path < b.path ? -1 : 1))
    .flatMap(({ entry, path }) => (entry.isDirectory() ? filesBelow(root, path) : [path]));
