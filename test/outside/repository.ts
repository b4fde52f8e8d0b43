import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";

/** This package as a customer's repository finds it. */
export const installed = resolve(__dirname, "../..");

export interface Ended {
  readonly exitCode: number | null;
  readonly output: string;
  readonly complaints: string;
}

/** A folder outside of this repository in which bestek is installed; `remove` takes it away. */
export class Repository {
  private constructor(readonly folder: string) {}

  /** Made by `bestek new`, as a customer would. */
  static create(name: string): Repository {
    const place = realpathSync(mkdtempSync(join(tmpdir(), "bestek-outside-")));
    run(place, join(installed, "dist/cli/main.js"), ["new", name]);
    const folder = join(place, name);
    mkdirSync(join(folder, "node_modules"));
    symlinkSync(installed, join(folder, "node_modules/bestek"));
    return new Repository(folder);
  }

  put(file: string, text: string): void {
    mkdirSync(dirname(join(this.folder, file)), { recursive: true });
    writeFileSync(join(this.folder, file), text);
  }

  bestek(...words: readonly string[]): Ended {
    return run(this.folder, join(this.folder, "node_modules/bestek/dist/cli/main.js"), words);
  }

  /** Runs a script of this repository. */
  node(script: string, ...words: readonly string[]): Ended {
    return run(this.folder, script, words);
  }

  remove(): void {
    rmSync(dirname(this.folder), { recursive: true, force: true });
  }
}

function run(cwd: string, script: string, words: readonly string[]): Ended {
  // In CI a lock must be complete before; here it is written by the first synthesis.
  const env = { ...process.env, CI: "" };
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...words], { cwd, env, encoding: "utf8" });
  return { exitCode: status, output: stdout, complaints: stderr };
}
