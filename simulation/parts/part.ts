import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { removeLeftFolders } from "./process-folders";

/** Programs that come neither with bestek nor with npm: built or fetched once, then found again. */
export interface PartSource {
  readonly name: string;
  /** What tells one content from another, safe in a file's name: a version, or a hash of what it is built from. */
  readonly version: string;
  /** Fills an empty folder, and gives up once `stopped` says so. Throws an Error whose message says what is missing. */
  readonly make: (folder: string, stopped?: AbortSignal) => void | Promise<void>;
}

/** A part at hand, or why it isn't. */
export type Part =
  { readonly kind: "had"; readonly folder: string } | { readonly kind: "missing"; readonly why: string };

const folderOf = ({ name, version }: PartSource, cache: string): string => join(cache, `${name}-${version}`);
const reasonOf = (source: PartSource, cache: string): string => `${folderOf(source, cache)}.missing`;

/** A part that a process makes just now, or made until it was killed: its id. */
const partialFolder = /\.(\d+)\.partial$/;

/** Looks the part up in `cache`, where `makePart` left it. */
export function findPart(source: PartSource, cache: string): Part {
  const folder = folderOf(source, cache);
  if (existsSync(folder)) return { kind: "had", folder };
  const reason = reasonOf(source, cache);
  return {
    kind: "missing",
    why: existsSync(reason) ? readFileSync(reason, "utf8") : `${source.name} ${source.version} was never made`,
  };
}

/**
 * Finds the part in `cache`, or makes it there: minutes the first time, nothing afterwards.
 *
 * @throws the reason of `stopped` once it says so; nothing is left half made.
 */
export async function makePart(source: PartSource, cache: string, stopped?: AbortSignal): Promise<Part> {
  const found = findPart(source, cache);
  if (found.kind === "had") return found;
  const folder = folderOf(source, cache);
  removeLeftFolders(cache, partialFolder);
  const partial = `${folder}.${String(process.pid)}.partial`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { recursive: true });
  try {
    await source.make(partial, stopped);
    stopped?.throwIfAborted();
    // Moved when it is whole: a build that is cut off leaves nothing that looks like a program.
    renameSync(partial, folder);
    rmSync(reasonOf(source, cache), { force: true });
  } catch (error) {
    rmSync(partial, { recursive: true, force: true });
    stopped?.throwIfAborted();
    mkdirSync(dirname(folder), { recursive: true });
    writeFileSync(
      reasonOf(source, cache),
      `${source.name} can't be had: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  return findPart(source, cache);
}
