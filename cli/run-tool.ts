import { spawn } from "node:child_process";

/** How a program ended; `undefined` as code where it could not be started. */
export interface Ran {
  readonly code: number | undefined;
  readonly output: string;
  readonly complaints: string;
}

/** Starts a program that is found on the path of `variables`, and waits until it ends. */
export type RunTool = (command: string, words: readonly string[]) => Promise<Ran>;

/** Longest wait for one program: Terraform asks a cloud about every resource. */
const patience = 15 * 60_000;

/** Programs get the variables of the invocation and nothing on standard input. */
export const toolRunner =
  (variables: Readonly<Record<string, string | undefined>>): RunTool =>
  (command, words) =>
    new Promise((resolve) => {
      const child = spawn(command, [...words], {
        env: { ...variables },
        stdio: ["ignore", "pipe", "pipe"],
      });
      const timer = setTimeout(() => child.kill(), patience);
      const [output, complaints]: [Buffer[], Buffer[]] = [[], []];
      child.stdout.on("data", (part: Buffer) => output.push(part));
      child.stderr.on("data", (part: Buffer) => complaints.push(part));
      const end = (code: number | undefined): void => {
        clearTimeout(timer);
        resolve({
          code,
          output: Buffer.concat(output).toString("utf8"),
          complaints: Buffer.concat(complaints).toString("utf8"),
        });
      };
      child.once("error", () => {
        end(undefined);
      });
      child.once("close", (code) => {
        end(code ?? undefined);
      });
    });
