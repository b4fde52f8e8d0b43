#!/usr/bin/env node
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { availableMemory, cwd, env, exit, stderr, stdout } from "node:process";
import type { Commands } from "./commands";
import { interruptible } from "./interruption";
import { paint, wantsColour } from "./paint";
import { processesFor } from "./processes";
import { inLines, onTerminal, type Progress } from "./progress";
import { run } from "./run";

// cdktf reads these when it is loaded: creation stacks cost half of every synthesis, and nothing calls home.
env["CDKTN_DISABLE_CREATION_STACK"] = "1";
env["CHECKPOINT_DISABLE"] = "1";

// Every command is loaded when it is called, so that help, plans and sizes never wait for the synthesizers.
const commands: Commands = {
  synth: () => import("./synth.js"),
  plan: () => import("./plan.js"),
  simulate: () => import("./simulate/index.js"),
  size: () => import("./size.js"),
  audit: () => import("./audit.js"),
  drift: () => import("./drift/index.js"),
  images: () => import("./images.js"),
  preflight: () => import("./preflight/index.js"),
  state: () => import("./state.js"),
  regions: () => import("./regions.js"),
  newRepository: () => import("./new.js"),
  manifests: () => import("./manifests.js"),
  credential: () => import("./credential.js"),
  lock: () => import("./lock.js"),
  move: () => import("./move.js"),
  retire: () => import("./retire.js"),
  upgrade: () => import("./upgrade.js"),
  review: () => import("./review.js"),
};

/** A stream that prints text as it is, or coloured where that helps. */
const printer = (stream: NodeJS.WriteStream): ((text: string) => void) => {
  // A reader that has seen enough, such as `head`, closes the pipe.
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    exit();
  });
  const colour = wantsColour(stream.isTTY, env);
  return (text) => {
    stream.write(colour ? paint(text) : text);
  };
};

/** While steps run, a signal ends them in order; otherwise it ends the process at once. */
const orderly =
  (progress: Progress): Progress =>
  async (steps) => {
    const stop = new AbortController();
    const abort = (): void => {
      stop.abort();
    };
    process.once("SIGINT", abort).once("SIGTERM", abort);
    await interruptible(
      progress,
      stop.signal,
    )(steps).finally(() => {
      process.off("SIGINT", abort).off("SIGTERM", abort);
    });
  };

async function main(): Promise<void> {
  const write = printer(stdout);
  const complain = printer(stderr);
  const logged = inLines((line) => {
    write(`${line}\n`);
  });
  process.exitCode = await run(
    {
      words: process.argv.slice(2),
      variables: { ...env },
      workingFolder: cwd(),
      today: () => new Date().toISOString().slice(0, 10),
      screen: { write, complain, progress: orderly(wantsColour(stdout.isTTY, env) ? onTerminal : logged) },
      processes: {
        most: processesFor(availableParallelism(), availableMemory()),
        program: join(__dirname, "environment-process.js"),
      },
    },
    commands,
  );
}

void main();
