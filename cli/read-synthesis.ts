import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { collectFacts, type Facts } from "../audit";
import { environmentFolder, environmentsIn, planFile } from "../output";
import { WrongUse } from "./wrong-use";

/** One environment's output, as a command names it. */
export interface SynthesisFolders {
  readonly workingFolder: string;
  readonly environment: string;
  /** Folder of plans, charts and evidence. */
  readonly out: string;
  /** Folder that cdktf deploys from. */
  readonly cdktfOut: string;
}

/** What stands in the output folders now. Throws WrongUse where nothing was synthesized. */
export function readSynthesis(folders: SynthesisFolders): Facts {
  const { workingFolder, environment, cdktfOut } = folders;
  return collectFacts({ terraform: resolve(workingFolder, cdktfOut), output: requireSynthesis(folders), environment });
}

/** Folder of the environment's output. Throws WrongUse where nothing was synthesized. */
export function requireSynthesis({ workingFolder, environment, ...folders }: SynthesisFolders): string {
  const out = resolve(workingFolder, folders.out);
  if (!existsSync(planFile(out, environment))) throw new WrongUse(nothingWritten(environment, folders.out, out));
  return environmentFolder(out, environment);
}

function nothingWritten(environment: string, written: string, out: string): string {
  const known = environmentsIn(out);
  return [
    `${written} holds no output of environment "${environment}"`,
    known.length === 0 ? `write it first: bestek synth ${environment}` : `it holds: ${known.join(", ")}`,
  ].join("\n  ");
}
