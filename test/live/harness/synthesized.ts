import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { collectFacts, type Facts } from "../../../audit/facts";

/** Variable that names a repository's folder with `out` and `cdktf.out`: what is judged here. The set-up synthesizes where it is not given. */
export const outputVariable = "BESTEK_LIVE_OUTPUT";

/** Variable that names, separated by commas, the samples to work on; all where it is not given. */
export const samplesVariable = "BESTEK_LIVE_SAMPLES";

/** Names of the samples that somebody wants alone; undefined where all are wanted. */
export const wantedSamples = (): readonly string[] | undefined => process.env[samplesVariable]?.split(",");

/** Folder with `out` and `cdktf.out`. */
export function synthesizedFolder(): string {
  const folder = process.env[outputVariable];
  if (folder === undefined) throw new Error("run these tests with npm run test:live");
  return folder;
}

/** Names of the environments to work on, in order. */
export const synthesizedEnvironments = (): readonly string[] =>
  readdirSync(join(synthesizedFolder(), "out"), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && (wantedSamples()?.includes(entry.name) ?? true))
    .map(({ name }) => name)
    .sort();

/** Names of an environment's sites, in order. */
export const synthesizedSites = (environment: string): readonly string[] =>
  readdirSync(join(synthesizedFolder(), "out", environment, "charts")).sort();

/** Everything that the synthesized files of one environment say. */
export const synthesizedFacts = (environment: string): Facts =>
  collectFacts({
    terraform: join(synthesizedFolder(), "cdktf.out"),
    output: join(synthesizedFolder(), "out", environment),
    environment,
  });

/** The first thing that `of` finds, in the smallest environments first: to read a platform of two hundred tenants takes a minute. */
export function firstFound<T>(of: (facts: Facts, environment: string) => readonly T[]): T | undefined {
  const sizeOf = (environment: string): number =>
    statSync(join(synthesizedFolder(), "out", environment, "plan.json")).size;
  for (const environment of [...synthesizedEnvironments()].sort((a, b) => sizeOf(a) - sizeOf(b))) {
    const [found] = of(synthesizedFacts(environment), environment);
    if (found !== undefined) return found;
  }
  return undefined;
}
