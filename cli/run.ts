import { CommanderError } from "commander";
import { Refusal } from "../language";
import { canonicalJson } from "../output/canonical-json";
import { commandLine } from "./command-line";
import type { Commands } from "./commands";
import { Interrupted, interruptions } from "./interruption";
import type { Invocation } from "./invocation";
import type { ExitCode } from "./outcome";
import { findInstallation } from "./package-root";
import { RefusedFiles } from "./refused-files";
import { WrongUse } from "./wrong-use";

/** Carries out one command line and returns its exit code; nothing is thrown. */
export async function run(invocation: Invocation, commands: Commands): Promise<ExitCode> {
  const { screen, words } = invocation;
  let exitCode: ExitCode = 0;
  try {
    await commandLine(invocation, commands, findInstallation().version, (outcome, json) => {
      exitCode = outcome.exitCode;
      screen.write(json ? canonicalJson(outcome.data) : `${outcome.lines.join("\n")}\n`);
    }).parseAsync(words, { from: "user" });
    return exitCode;
  } catch (error) {
    // Commander has printed its own message.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    screen.complain(`${explain(error, words.includes("--verbose"))}\n`);
    if (error instanceof Interrupted) return interruptions[error.signal];
    return error instanceof WrongUse ? 2 : 1;
  }
}

function explain(error: unknown, verbose: boolean): string {
  if (error instanceof Refusal || error instanceof RefusedFiles) return verbose ? stackOf(error) : error.message;
  if (error instanceof Interrupted) return error.message;
  if (error instanceof WrongUse) return verbose ? stackOf(error) : `error: ${error.message}`;
  return verbose
    ? `error: ${stackOf(error)}`
    : `error: ${messageOf(error)}\nThis is a fault of bestek or of the machine; run it with --verbose to see where.`;
}

const messageOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split("\n", 1).join("");

const stackOf = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error));
