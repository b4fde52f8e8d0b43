import { neighbourMistakes, type Environment } from "../environments/schema";
import { Refusal, type Mistake } from "../language";
import type { Lock } from "../lock/lock-file";
import { environmentFiles, environmentReader, promisedName, seemsToDefine, type ReadFile } from "./environment-files";
import { lockedEnvironments, type UnlockedEnvironment } from "./locked-environments";
import { RefusedFiles, type RefusedFile } from "./refused-files";
import { WrongUse } from "./wrong-use";

/** An environment and the file that defines it. */
export interface LoadedEnvironment {
  /** At its locked versions. */
  readonly environment: Environment;
  readonly file: string;
  /** What is known to stand; undefined before the first synthesis. */
  readonly lock: Lock | undefined;
}

/** Every environment of the working folder in the order of names; throws the refusals of all files together. */
export async function loadAllEnvironments(workingFolder: string): Promise<readonly LoadedEnvironment[]> {
  const read = environmentReader(workingFolder);
  const files: ReadFile[] = [];
  for (const file of filesOf(workingFolder)) files.push(await read(file));
  const { loaded, refused: unlocked } = lockedEnvironments(workingFolder, files.flatMap(toLoaded));
  const refused = [...files.flatMap(toRefused), ...unlocked, ...neighbourRefusal(loaded, [])];
  if (refused.length > 0) throw new RefusedFiles(refused);
  if (loaded.length === 0) throw new WrongUse("no file of the folder environments exports an environment");
  return [...loaded].sort((a, b) => (a.environment.name < b.environment.name ? -1 : 1));
}

/** The named environments and no others: a mistake in a file that none of them needs can't stop them. */
export async function loadEnvironments(
  workingFolder: string,
  names: readonly string[],
): Promise<readonly LoadedEnvironment[]> {
  const read = remember(environmentReader(workingFolder));
  const files = filesOf(workingFolder);
  const searches: Search[] = [];
  for (const name of new Set(names)) searches.push(await find(name, files, read));
  const refused = searches.flatMap(({ refused: file }) => (file === undefined ? [] : [file]));
  const readFiles = [...new Set(searches.flatMap(({ found }) => (found === undefined ? [] : [found])))];
  const found = readFiles.flatMap(toLoaded);
  const { loaded, refused: unlocked } = lockedEnvironments(
    workingFolder,
    found.filter(({ environment }) => names.includes(environment.name)),
  );
  const elsewhere = files
    .filter((file) => !readFiles.some((other) => other.file === file) && seemsToDefine(workingFolder, file))
    .map((file) => ({ environment: { name: promisedName(file) }, file }))
    .filter(({ environment }) => !found.some((other) => other.environment.name === environment.name));
  const refusals = [...refused, ...unlocked, ...neighbourRefusal(found, elsewhere)];
  if (refusals.length > 0) throw new RefusedFiles(refusals);
  return loaded;
}

/** One environment by its name. */
export async function loadEnvironment(workingFolder: string, name: string): Promise<Environment> {
  const loaded = await loadEnvironments(workingFolder, [name]);
  const own = loaded.find(({ environment }) => environment.name === name);
  if (own === undefined) throw new Error(`environment "${name}" was found and lost`);
  return own.environment;
}

interface Search {
  readonly found?: ReadFile;
  readonly refused?: RefusedFile;
}

type Read = (file: string) => Promise<ReadFile>;

/** Reads every file once: its environments must be the same objects in every search. */
function remember(read: Read): Read {
  const answers = new Map<string, Promise<ReadFile>>();
  return (file) => {
    const answer = answers.get(file) ?? read(file);
    answers.set(file, answer);
    return answer;
  };
}

/** First the file that bears the name, then the others one at a time, past those that can't be read. */
async function find(name: string, files: readonly string[], read: Read): Promise<Search> {
  const own = files.filter((file) => promisedName(file) === name);
  const passed: ReadFile[] = [];
  for (const file of [...own, ...files.filter((other) => !own.includes(other))]) {
    const answer = await read(file);
    if (answer.environments.some((environment) => environment.name === name)) return { found: answer };
    if (answer.refusal !== undefined && own.includes(file)) return { refused: { file, refusal: answer.refusal } };
    passed.push(answer);
  }
  throw new WrongUse(notFound(name, passed));
}

function notFound(name: string, passed: readonly ReadFile[]): string {
  const known = passed.flatMap(({ environments }) => environments.map((environment) => environment.name)).sort();
  const broken = passed.filter(({ refusal }) => refusal !== undefined).map(({ file }) => file);
  return [
    `there is no environment "${name}"`,
    known.length === 0 ? "no other was found either" : `known: ${known.join(", ")}`,
    ...(broken.length === 0 ? [] : [`not readable, run bestek synth to see why: ${broken.join(", ")}`]),
  ].join("\n  ");
}

function filesOf(workingFolder: string): readonly string[] {
  const files = environmentFiles(workingFolder);
  if (files.length === 0) {
    throw new WrongUse(
      `the folder ${workingFolder} has no environments/*.ts\n  run bestek where they are, or start with: bestek new <folder>`,
    );
  }
  return files;
}

const toLoaded = ({ file, environments }: ReadFile): readonly UnlockedEnvironment[] =>
  environments.map((environment) => ({ environment, file }));

const toRefused = ({ file, refusal }: ReadFile): readonly RefusedFile[] =>
  refusal === undefined ? [] : [{ file, refusal }];

interface Neighbour {
  readonly environment: Pick<Environment, "name">;
  readonly file: string;
}

/** Mistakes of `loaded` among themselves, and of each with the names that unread files promise. */
function neighbourRefusal(loaded: readonly Neighbour[], elsewhere: readonly Neighbour[]): readonly RefusedFile[] {
  const mistakes = [
    ...mistakesBetween(loaded),
    ...loaded.flatMap((one) => elsewhere.flatMap((other) => mistakesBetween([one, other]))),
  ];
  return mistakes.length === 0 ? [] : [{ refusal: new Refusal("the set of environments", mistakes) }];
}

const mistakesBetween = (neighbours: readonly Neighbour[]): readonly Mistake[] =>
  neighbourMistakes(neighbours.map(({ environment }) => environment)).map((mistake) => ({
    ...mistake,
    where: `${mistake.where} in ${neighbours
      .filter(({ environment }) => environment.name === mistake.value)
      .map(({ file }) => file)
      .join(", ")}`,
  }));
