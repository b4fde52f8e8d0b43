import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { collectFacts, type Facts, type OutputFolders } from "../../../audit/facts";

/** Variable that names a repository's folder with `out` and `cdktf.out`: what is judged here. The set-up synthesizes where it is not given. */
export const outputVariable = "BESTEK_LIVE_OUTPUT";

/** Variable by which the set-up tells the folder of environments that it synthesized with few of their tenants. */
export const fewVariable = "BESTEK_LIVE_FEW";

/** Variable that names, separated by commas, the samples to work on; all where it is not given. */
const samplesVariable = "BESTEK_LIVE_SAMPLES";

/** True where somebody wants this sample, or all. */
export const isWanted = (name: string): boolean => process.env[samplesVariable]?.split(",").includes(name) ?? true;

/** Folders of a set-up, those with fewer tenants first. */
function folders(): readonly string[] {
  const [few, output] = [process.env[fewVariable], process.env[outputVariable]];
  if (output === undefined) throw new Error("run these tests with npm run test:live");
  return few === undefined ? [output] : [few, output];
}

const environmentsIn = (folder: string): readonly string[] =>
  readdirSync(join(folder, "out"), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);

/** Folder with `out` and `cdktf.out` of an environment; with few of its tenants where it has many. */
export function synthesizedFolder(environment: string): string {
  const folder = folders().find((one) => existsSync(join(one, "out", environment)));
  if (folder === undefined) throw new Error(`${environment} was not synthesized`);
  return folder;
}

/** Names of the environments to work on, in order. */
export const synthesizedEnvironments = (): readonly string[] =>
  [...new Set(folders().flatMap(environmentsIn))].filter(isWanted).sort();

/** Names of an environment's sites, in order. */
export const synthesizedSites = (environment: string): readonly string[] =>
  readdirSync(join(synthesizedFolder(environment), "out", environment, "charts")).sort();

/** Where the files of one environment are read. */
export const synthesizedFolders = (environment: string): OutputFolders => ({
  terraform: join(synthesizedFolder(environment), "cdktf.out"),
  output: join(synthesizedFolder(environment), "out", environment),
  environment,
});

/** Everything that the synthesized files of one environment say. */
export const synthesizedFacts = (environment: string): Facts => collectFacts(synthesizedFolders(environment));

/** The first thing that `of` finds, in the smallest environments first. */
export function firstFound<T>(of: (facts: Facts, environment: string) => readonly T[]): T | undefined {
  const sizeOf = (environment: string): number =>
    statSync(join(synthesizedFolders(environment).output, "plan.json")).size;
  for (const environment of [...synthesizedEnvironments()].sort((a, b) => sizeOf(a) - sizeOf(b))) {
    const [found] = of(synthesizedFacts(environment), environment);
    if (found !== undefined) return found;
  }
  return undefined;
}
