import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import * as audit from "../../cli/audit";
import type { Commands } from "../../cli/commands";
import * as credential from "../../cli/credential";
import * as drift from "../../cli/drift";
import * as images from "../../cli/images";
import * as lock from "../../cli/lock";
import * as manifests from "../../cli/manifests";
import * as move from "../../cli/move";
import * as newRepository from "../../cli/new";
import * as plan from "../../cli/plan";
import * as preflight from "../../cli/preflight";
import { inLines } from "../../cli/progress";
import * as regions from "../../cli/regions";
import * as retire from "../../cli/retire";
import * as review from "../../cli/review";
import { run } from "../../cli/run";
import * as simulate from "../../cli/simulate";
import * as size from "../../cli/size";
import * as state from "../../cli/state";
import * as synth from "../../cli/synth";
import * as upgrade from "../../cli/upgrade";
import { forgetBelow } from "../harness/forget-below.cjs";

const commands: Commands = {
  audit: () => Promise.resolve(audit),
  credential: () => Promise.resolve(credential),
  drift: () => Promise.resolve(drift),
  images: () => Promise.resolve(images),
  lock: () => Promise.resolve(lock),
  manifests: () => Promise.resolve(manifests),
  move: () => Promise.resolve(move),
  newRepository: () => Promise.resolve(newRepository),
  plan: () => Promise.resolve(plan),
  preflight: () => Promise.resolve(preflight),
  regions: () => Promise.resolve(regions),
  retire: () => Promise.resolve(retire),
  review: () => Promise.resolve(review),
  simulate: () => Promise.resolve(simulate),
  size: () => Promise.resolve(size),
  state: () => Promise.resolve(state),
  synth: () => Promise.resolve(synth),
  upgrade: () => Promise.resolve(upgrade),
};

/** As it is compiled: no other process can run what only this one has translated. */
export const environmentProcess = resolve("dist/cli/environment-process.js");

export interface Ran {
  readonly exitCode: number;
  readonly output: string;
  readonly complaints: string;
}

/** Runs a command line in this process, as `main.ts` would, without a terminal. */
export async function bestek(
  words: readonly string[],
  {
    folder = process.cwd(),
    variables = {},
    today = "2026-11-21",
    most = 1,
  }: {
    readonly folder?: string;
    readonly variables?: Record<string, string>;
    readonly today?: string;
    /** Processes at once. */
    readonly most?: number;
  } = {},
): Promise<Ran> {
  const [output, complaints]: [string[], string[]] = [[], []];
  const screen = {
    write: (text: string) => void output.push(text),
    complain: (text: string) => void complaints.push(text),
    progress: inLines((line) => void output.push(`${line}\n`)),
  };
  const processes = { most, program: environmentProcess };
  const exitCode = await run(
    { words, variables, workingFolder: folder, today: () => today, screen, processes },
    commands,
  );
  return { exitCode, output: output.join(""), complaints: complaints.join("") };
}

const made: string[] = [];

/** A folder that holds `files` and goes away after the test file's last test. */
export function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "bestek-cli-"));
  made.push(folder);
  put(folder, files);
  return folder;
}

/** Writes files; pages among them are read anew by the next command, as another process would read them. */
export function put(folder: string, files: Readonly<Record<string, string>>): void {
  forgetBelow(folder);
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
}

afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

/** Every file below a folder with its text, hidden ones included. */
export const treeOf = (folder: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .sort()
      .filter((path) => statSync(join(folder, path)).isFile())
      .map((path) => [path, readFileSync(join(folder, path), "utf8")]),
  );
