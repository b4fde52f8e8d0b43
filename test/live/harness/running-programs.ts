import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A program that runs on this machine, and the words that it was started with, its own first. */
export interface RunningProgram {
  readonly pid: number;
  readonly words: readonly string[];
}

/** Everything that runs now; of what ends meanwhile there are no words. */
export const runningPrograms = (): readonly RunningProgram[] =>
  readdirSync("/proc")
    .filter((entry) => /^\d+$/.test(entry))
    .map((entry) => ({ pid: Number(entry), words: wordsOf(entry) }));

function wordsOf(entry: string): readonly string[] {
  try {
    return readFileSync(join("/proc", entry, "cmdline"), "utf8").split("\0");
  } catch {
    return [];
  }
}
