#!/usr/bin/env node
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { availableMemory, cwd, env, exit, stderr, stdout } from "node:process";
import type { Commands } from "./commands";
import { Interruption, interruptible, interruptions } from "./interruption";
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
    const interruption = new Interruption();
    const { hear } = interruption;
    process.once("SIGINT", hear).once("SIGTERM", hear);
    await interruptible(
      progress,
      interruption,
    )(steps).finally(() => {
      process.off("SIGINT", hear).off("SIGTERM", hear);
    });
  };

async function main(): Promise<void> {
  const write = printer(stdout);
  const complain = printer(stderr);
  const logged = inLines((line) => {
    write(`${line}\n`);
  });
  const exitCode = await run(
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
  // What was interrupted may wait for something that nobody needs any more.
  if (exitCode === interruptions.SIGINT || exitCode === interruptions.SIGTERM) exit(exitCode);
  process.exitCode = exitCode;
}

void main();
