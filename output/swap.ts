import { cpSync, existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";

/** A complete new folder and the place it takes. */
export interface Replacement {
  readonly from: string;
  readonly to: string;
}

/**
 * Puts every new folder in its place, or none: when one can't be put there, the earlier folders are back where they
 * were. `settle` runs when all new folders stand and the old ones still exist, the place to save what must outlive them.
 */
export function swapIn(
  replacements: readonly Replacement[],
  settle: (old: string, target: string) => void = () => undefined,
): void {
  const done: { readonly to: string; readonly old: string }[] = [];
  try {
    for (const { from, to } of replacements) {
      const old = join(dirname(to), `.bestek-old-${basename(to)}-${String(process.pid)}`);
      mkdirSync(dirname(to), { recursive: true });
      rmSync(old, { recursive: true, force: true });
      if (existsSync(to)) renameSync(to, old);
      done.push({ to, old });
      moveFolder(from, to);
    }
  } catch (error) {
    for (const { to, old } of done.reverse()) {
      rmSync(to, { recursive: true, force: true });
      if (existsSync(old)) renameSync(old, to);
    }
    throw error;
  }
  for (const { to, old } of done) {
    if (!existsSync(old)) continue;
    settle(old, to);
    rmSync(old, { recursive: true, force: true });
  }
}

/** Renames, or copies where the two places lie on different file systems. */
function moveFolder(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if (!(typeof error === "object" && error !== null && "code" in error && error.code === "EXDEV")) throw error;
    cpSync(from, to, { recursive: true, verbatimSymlinks: true });
  }
}
