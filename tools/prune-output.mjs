// Removes what a compiler once wrote of sources that are gone: an output folder is never emptied, because compiling all anew takes a minute.
import { existsSync, readdirSync, rmdirSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const compiled = /(?:\.d\.ts|\.js)(?:\.map)?$/;

/** Removes each compiled file of `output` whose TypeScript is no longer at the same place below `sources`, and returns their paths. */
export function pruneOutput(output, sources) {
  if (!existsSync(output)) return [];
  const stale = readdirSync(output, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && compiled.test(entry.name))
    .map((entry) => relative(output, join(entry.parentPath, entry.name)))
    .filter((path) => !existsSync(join(sources, path.replace(compiled, ".ts"))));
  for (const path of stale) rmSync(join(output, path));
  removeEmptyFolders(output);
  return stale.sort();
}

function removeEmptyFolders(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue;
    const inner = join(folder, entry.name);
    removeEmptyFolders(inner);
    if (readdirSync(inner).length === 0) rmdirSync(inner);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [output, sources] = process.argv.slice(2);
  for (const path of pruneOutput(output, sources)) console.log(path);
}
