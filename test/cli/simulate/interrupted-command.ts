import { spawn } from "node:child_process";
import { mkdirSync, readdirSync } from "node:fs";
import { resolve } from "node:path";

export interface Interruptee {
  /** Folder with the output, in which the command works. */
  readonly folder: string;
  readonly words: readonly string[];
  readonly variables: Readonly<Record<string, string>>;
  /** Folder for what it makes for itself; made where there is none. */
  readonly temporary: string;
}

export interface Interrupted {
  readonly exitCode: number | null;
  readonly signal: string | null;
  /** Names in the temporary folder, afterwards. */
  readonly left: readonly string[];
  readonly complaints: string;
}

/** Starts `bestek` as its users do, sends it a signal once `isTime`, and says how it ended. */
export async function interrupt(
  { folder, words, variables, temporary }: Interruptee,
  signal: NodeJS.Signals,
  isTime: () => boolean,
): Promise<Interrupted> {
  mkdirSync(temporary, { recursive: true });
  const child = spawn(process.execPath, [resolve("dist/cli/main.js"), ...words], {
    cwd: folder,
    env: { ...process.env, ...variables, TMPDIR: temporary },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let complaints = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (complaints += text));
  const end = new Promise<Pick<Interrupted, "exitCode" | "signal">>((done) => {
    child.once("exit", (exitCode, by) => {
      done({ exitCode, signal: by });
    });
  });
  while (child.exitCode === null && !isTime()) await new Promise((done) => setTimeout(done, 20));
  child.kill(signal);
  const how = await end;
  return { ...how, left: readdirSync(temporary), complaints };
}
