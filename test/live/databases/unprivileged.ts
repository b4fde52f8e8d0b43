import { spawnSync } from "node:child_process";
import { mkdtempSync, realpathSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";

/** Whoever owns nothing: PostgreSQL refuses to run as root, which CI often is. */
const nobody = 65_534;

const isRoot = process.getuid?.() === 0;

/** Name of the user that servers run as. */
export const serverUser = isRoot ? "nobody" : userInfo().username;

/** A command as the user that servers run as. */
export const unprivileged = (command: string, ...words: readonly string[]): readonly [string, readonly string[]] =>
  isRoot
    ? ["setpriv", [`--reuid=${String(nobody)}`, `--regid=${String(nobody)}`, "--clear-groups", command, ...words]]
    : [command, words];

/** Hands a folder and all in it to that user. */
export function handOver(folder: string): void {
  if (isRoot) spawnSync("chown", ["-R", `${String(nobody)}:${String(nobody)}`, folder]);
}

/** A folder for a server, in a place that its user can get to: the temporary folder of root may be root's alone. */
export const makeFolder = (): string => mkdtempSync(join(realpathSync(isRoot ? "/tmp" : tmpdir()), "bestek-postgres-"));
