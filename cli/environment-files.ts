import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as bestek from "../index";
import * as catalog from "../catalog";
import type { Environment } from "../environments/schema";
import * as language from "../language";
import { createJiti } from "jiti";

/** What a file of the folder `environments` gave: its environments, or why it is refused. */
export interface ReadFile {
  /** Path from the working folder, such as `environments/zuid.ts`. */
  readonly file: string;
  readonly environments: readonly Environment[];
  readonly refusal?: language.Refusal;
}

const folderName = "environments";

/** Files that may define environments, in code-unit order: those directly in `environments/`, no tests, no declarations. */
export function environmentFiles(workingFolder: string): readonly string[] {
  const folder = join(workingFolder, folderName);
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => !entry.isDirectory() && /^[^.]+\.ts$/.test(entry.name))
    .map(({ name }) => `${folderName}/${name}`)
    .sort();
}

/** The environment's name that a file's name promises. */
export const promisedName = (file: string): string => file.slice(folderName.length + 1, -".ts".length);

/** True where a file's text calls a function that makes environments, judged without running it. */
export const seemsToDefine = (workingFolder: string, file: string): boolean =>
  /\b(defineEnvironment|stage)\s*\(/.test(readFileSync(join(workingFolder, file), "utf8"));

/**
 * Runs environment files. They import this very program as `bestek`, whatever version lies beside them, so that what they
 * make is what the commands know.
 */
export function environmentReader(workingFolder: string): (file: string) => Promise<ReadFile> {
  const jiti = createJiti(join(workingFolder, "environments.js"), {
    virtualModules: { bestek, "bestek/catalog": catalog, "bestek/language": language },
    interopDefault: false,
    // A cache in a folder that other users of the machine can write to would be run as code.
    fsCache: false,
  });
  return async (file) => readEnvironmentFile(jiti, workingFolder, file);
}

type Jiti = ReturnType<typeof createJiti>;

async function readEnvironmentFile(jiti: Jiti, workingFolder: string, file: string): Promise<ReadFile> {
  try {
    const exported: unknown = await jiti.import(join(workingFolder, file));
    const values = typeof exported === "object" && exported !== null ? Object.values(exported) : [];
    const unread = Object.entries(exported ?? {}).filter(([, value]) => isPageOfFacts(value) && !isEnvironment(value));
    if (unread.length > 0) return { file, environments: [], refusal: unreadFacts(file, unread) };
    return { file, environments: [...new Set(values.filter(isEnvironment))] };
  } catch (error) {
    return { file, environments: [], refusal: error instanceof language.Refusal ? error : failure(file, error) };
  }
}

const isPageOfFacts = (value: unknown): boolean =>
  typeof value === "object" && value !== null && "suite" in value && "site" in value && "tenancy" in value;

const isEnvironment = (value: unknown): value is Environment =>
  isPageOfFacts(value) && typeof value === "object" && value !== null && "facts" in value && Object.isFrozen(value);

const unreadFacts = (file: string, unread: readonly (readonly [string, unknown])[]): language.Refusal =>
  new language.Refusal(
    file,
    unread.map(([name]) => ({
      where: `export ${name}`,
      value: undefined,
      why: "is a page of facts that was never checked",
      wayOut: "hand it to defineEnvironment",
    })),
  );

function failure(file: string, error: unknown): language.Refusal {
  const [line] = new RegExp(`${file.replaceAll(".", "\\.")}:\\d+`).exec(textAt(error, "stack") ?? "") ?? [];
  const message = textAt(error, "message") ?? String(error);
  return new language.Refusal(file, [
    {
      where: line ?? file,
      value: undefined,
      why: `can't be run: ${message.split("\n", 1).join("").trim()}`,
      wayOut: "correct the file; an editor with bestek's types shows most such mistakes",
    },
  ]);
}

/** A text field of an error, which may come from another JavaScript realm and so be no instance of ours. */
function textAt(error: unknown, field: "message" | "stack"): string | undefined {
  if (typeof error !== "object" || error === null) return undefined;
  const entry: unknown = Reflect.get(error, field);
  return typeof entry === "string" ? entry : undefined;
}
