import { spawn } from "node:child_process";

/** How a program ended. */
export interface Ended {
  readonly status: number | null;
  readonly said: string;
  readonly errors: string;
}

/** Runs a program to its end; what it speaks to may be served by this very process, which goes on meanwhile. */
export const runToEnd = (
  command: string,
  words: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<Ended> =>
  new Promise((resolve, reject) => {
    const child = spawn(command, words, { env: { ...environment }, stdio: ["ignore", "pipe", "pipe"] });
    let said = "";
    let errors = "";
    child.stdout.on("data", (text) => (said += String(text)));
    child.stderr.on("data", (text) => (errors += String(text)));
    child.on("error", reject);
    child.on("close", (status) => {
      resolve({ status, said, errors });
    });
  });
