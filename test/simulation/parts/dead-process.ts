import { spawnSync } from "node:child_process";

/** Id of a process that has just ended. */
export const deadProcess = (): number => spawnSync(process.execPath, ["-e", ""]).pid;
