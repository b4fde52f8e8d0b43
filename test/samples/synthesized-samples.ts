import { mkdirSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { crowdedAmong, synthesizeWithFewTenants } from "./few-tenants";
import { synthesizeSamples } from "./synthesize";

/** Variable that names a repository's folder with `environments`, `out` and `cdktf.out`: what a tier works on. It synthesizes where it is not given. */
const outputVariable = "BESTEK_SAMPLES_OUTPUT";

/** Variable that names, separated by commas, the samples to work on; all where it is not given. */
export const samplesVariable = "BESTEK_SAMPLES";

/** True where somebody wants this sample, or all. */
export const isWanted = (name: string): boolean => process.env[samplesVariable]?.split(",").includes(name) ?? true;

/** Folders in which environments were synthesized, as customers' repositories have them. */
export interface SynthesizedSamples {
  /** Samples with more tenants than are worked on, with the first of them alone. */
  readonly few: string;
  /** Every other one; these are unchanged. */
  readonly whole: string;
}

/** Finds the samples that are wanted, and synthesizes below `folder` what nobody has synthesized yet. */
export function synthesizedSamples(folder: string): SynthesizedSamples {
  const given = process.env[outputVariable];
  const names = (given === undefined ? definedSamples() : synthesizedNames(given)).filter(isWanted);
  const few = join(folder, "few");
  const whole = given ?? join(folder, "whole");
  for (const made of [few, whole]) mkdirSync(join(made, "out"), { recursive: true });
  const crowded = crowdedAmong(names, given ?? repository);
  synthesizeWithFewTenants(few, crowded);
  const others = names.filter((name) => !crowded.some((one) => one.name === name));
  if (given === undefined && others.length > 0) synthesizeSamples(whole, others);
  return { few, whole };
}

/** The samples among them that are wanted, by name, and the folder of each. */
export function repositoriesOf({ few, whole }: SynthesizedSamples): ReadonlyMap<string, string> {
  const found = [whole, few].flatMap((folder) => synthesizedNames(folder).map((name) => [name, folder] as const));
  return new Map(found.filter(([name]) => isWanted(name)).sort(([a], [b]) => (a < b ? -1 : 1)));
}

const synthesizedNames = (folder: string): readonly string[] =>
  readdirSync(join(folder, "out"), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);

const repository = resolve(__dirname, "../..");

const definedSamples = (): readonly string[] =>
  readdirSync(join(repository, "environments"))
    .filter((file) => file.endsWith(".ts"))
    .map((file) => file.slice(0, -".ts".length));
