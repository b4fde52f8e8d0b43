import { spawn, type ChildProcess } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";

/** A server that runs until it is stopped, and at most as long as this process. */
export interface Program {
  readonly name: string;
  /** What it has said so far, errors included. */
  readonly log: () => string;
  /** True once it has ended, by itself or stopped. */
  readonly ended: () => boolean;
  /** Its exit code, once it has ended; 128 and more where a signal ended it, -1 where it could not be started. */
  readonly exit: Promise<number>;
  /** Ends it at once; its data are expected to be thrown away. */
  readonly stop: () => Promise<void>;
}

export interface ProgramProps {
  readonly name: string;
  readonly command: string;
  readonly arguments: readonly string[];
  /** File that receives what the program says. */
  readonly logFile: string;
  readonly environment?: Readonly<Record<string, string>>;
}

/**
 * Ends the program when the pipe to it closes, with all that it started where the machine can tell (a session of its own). The kernel closes the
 * pipe however this process ends: a handler of signals would not run where it is killed, nor inside a test runner that hides the process from its
 * tests.
 */
const guard = [
  "exec 3<&0",
  "if command -v setsid >/dev/null; then own=setsid; group=-; else own=; group=; fi",
  '$own "$@" </dev/null 3<&- &',
  "program=$!",
  // Signals to the whole group, as from a terminal or from timeout(1), end this process and must not end what watches it.
  '{ trap "" HUP INT TERM; cat <&3 >/dev/null; kill -s KILL -- "$group$program"; } 2>/dev/null &',
  "watch=$!",
  'wait "$program"',
  "status=$?",
  'kill -s KILL "$watch" 2>/dev/null',
  'exit "$status"',
].join("\n");

export function startProgram(props: ProgramProps): Program {
  const log = openSync(props.logFile, "a");
  const child = spawn("sh", ["-c", guard, "sh", props.command, ...props.arguments], {
    stdio: ["pipe", log, log],
    env: { ...process.env, ...props.environment },
  });
  closeSync(log);
  const exit = exitOf(child);
  let ended = false;
  void exit.then(() => {
    ended = true;
  });
  return {
    name: props.name,
    log: () => readFileSync(props.logFile, "utf8"),
    ended: () => ended,
    exit,
    stop: async () => {
      child.stdin?.end();
      await exit;
    },
  };
}

const exitOf = (child: ChildProcess): Promise<number> =>
  new Promise((resolve) => {
    // Under jest `close` may never come.
    child.once("exit", (code) => {
      child.stdin?.destroy();
      resolve(code ?? 128);
    });
    child.once("error", () => {
      resolve(-1);
    });
  });

/**
 * Asks again until `isReady` says so.
 *
 * @throws Error with the end of the program's log where it ended first, or wasn't ready within a minute; the reason of `stopped` once it says so.
 */
export async function whenReady(
  program: Program,
  isReady: () => Promise<boolean>,
  stopped?: AbortSignal,
): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (!(await isReady())) {
    stopped?.throwIfAborted();
    if (program.ended() || Date.now() > deadline) {
      await program.stop();
      throw new Error(`${program.name} did not become ready:\n${program.log().slice(-4000)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
