import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { collectFacts, type Facts, type OutputFolders } from "../../../audit/facts";
import { repositoriesOf } from "../../samples/synthesized-samples";

/** Variable by which the set-up tells where the samples were synthesized. */
export const synthesizedVariable = "BESTEK_LIVE_SYNTHESIZED";

const samplesSchema = z.object({ few: z.string(), whole: z.string() });

function repositories(): ReadonlyMap<string, string> {
  const told = process.env[synthesizedVariable];
  if (told === undefined) throw new Error("run these tests with npm run test:live");
  return repositoriesOf(samplesSchema.parse(JSON.parse(told)));
}

/** Folder with `out` and `cdktf.out` of an environment; with few of its tenants where it has many. */
export function synthesizedFolder(environment: string): string {
  const folder = repositories().get(environment);
  if (folder === undefined) throw new Error(`${environment} was not synthesized`);
  return folder;
}

/** Names of the environments to work on, in order. */
export const synthesizedEnvironments = (): readonly string[] => [...repositories().keys()];

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
