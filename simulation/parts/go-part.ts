import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism, totalmem } from "node:os";
import { basename, join } from "node:path";
import type { PartSource } from "./part";
import { startProgram } from "./program";

/** Programs built from a Go module of ours that pins what they are made of. */
export interface GoModule {
  readonly name: string;
  /** Folder with `go.mod` and `go.sum`; packages of the module itself may lie below it. */
  readonly module: string;
  /** Package of each program, by the name of its file: a path of another module, or one below this one (`./etcd`). */
  readonly programs: Readonly<Record<string, string>>;
  /** Flags of the linker, such as `-X package.variable=value`. */
  readonly linker?: string;
  /** Files of other modules that the programs need beside them, by the folder that receives them. */
  readonly files?: Readonly<Record<string, { readonly of: string; readonly paths: readonly string[] }>>;
}

/** A part whose folder holds one file per program. */
export const goPart = ({ name, module, programs, linker = "", files = {} }: GoModule): PartSource => ({
  name,
  version: hashOf(module, JSON.stringify([programs, linker, files])),
  make: async (folder, stopped) => {
    for (const [program, of] of Object.entries(programs))
      await build({ module, target: join(folder, program), of, linker }, stopped);
    for (const [target, { of, paths }] of Object.entries(files)) {
      const source = folderOfModule(module, of);
      mkdirSync(join(folder, target));
      for (const path of paths) copyFileSync(join(source, path), join(folder, target, basename(path)));
    }
  },
});

/**
 * Compilers spend a fifth of their time on collecting garbage (user time of one program: 84 s with the default, 66 s with 400, 2026-11-23): they may take memory
 * instead, all of them together half of the machine's.
 */
const environment = {
  CGO_ENABLED: "0",
  GOFLAGS: "-mod=readonly",
  GOGC: "400",
  GOMEMLIMIT: `${String(Math.round(totalmem() / 2 ** 21 / availableParallelism()))}MiB`,
};
/** Nobody debugs these programs, and compiling what a debugger reads takes a tenth of the time. */
const withoutDebugging = ["-trimpath", "-gcflags=all=-dwarf=false"];
const wayOut = "Go and its module proxy are needed";

interface Build {
  readonly module: string;
  /** File of the program. */
  readonly target: string;
  readonly of: string;
  readonly linker: string;
}

/** Compiles for minutes, and so as a program that ends with this process. */
async function build({ module, target, of, linker }: Build, stopped?: AbortSignal): Promise<void> {
  stopped?.throwIfAborted();
  const logFile = `${target}.log`;
  const compiler = startProgram({
    name: "go",
    command: "go",
    arguments: ["build", "-C", module, ...withoutDebugging, "-ldflags", `-s -w ${linker}`, "-o", target, of],
    logFile,
    environment,
  });
  const stop = (): void => void compiler.stop();
  stopped?.addEventListener("abort", stop, { once: true });
  const code = await compiler.exit;
  stopped?.removeEventListener("abort", stop);
  if (code !== 0) throw new Error(`${wayOut}: ${compiler.log()}`);
  rmSync(logFile);
}

function folderOfModule(module: string, of: string): string {
  const { status, stdout, stderr, error } = spawnSync("go", ["list", "-m", "-f", "{{.Dir}}", of], {
    cwd: module,
    encoding: "utf8",
    env: { ...process.env, ...environment },
  });
  if (status !== 0) throw new Error(`${wayOut}: ${error?.message ?? stderr}`);
  return stdout.trim();
}

function hashOf(module: string, recipe: string): string {
  const hash = createHash("sha256").update(recipe);
  const files = readdirSync(module, { recursive: true, encoding: "utf8" }).filter((file) =>
    /\.(go|mod|sum)$/.test(file),
  );
  for (const file of files.sort()) hash.update(file).update(readFileSync(join(module, file)));
  return hash.digest("hex").slice(0, 16);
}
