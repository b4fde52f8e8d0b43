import { existsSync, lstatSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";

/** Whether a process of this id runs, whoever's it is. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process may not be asked, and so it is there.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/**
 * Removes folders in `parent` that processes left when they were killed: those of this user whose name matches `named`, the first group of which is
 * the id of a process that runs no more.
 */
export function removeLeftFolders(parent: string, named: RegExp): void {
  if (!existsSync(parent)) return;
  for (const name of readdirSync(parent)) {
    const pid = named.exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid)) && isOwnFolder(join(parent, name)))
      rmSync(join(parent, name), { recursive: true, force: true });
  }
}

/** In a folder that everybody may write to, somebody else's may bear such a name, or a link to anywhere. */
function isOwnFolder(path: string): boolean {
  const found = lstatSync(path, { throwIfNoEntry: false });
  return found?.isDirectory() === true && (process.getuid === undefined || found.uid === process.getuid());
}
