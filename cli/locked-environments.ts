import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Environment } from "../environments/schema";
import { Refusal } from "../language";
import { lockPath, type Lock } from "../lock/lock-file";
import { parseLock } from "../lock/parse-lock";
import { pinLocked } from "../lock/pin-locked";
import { withRecordedDigests } from "./recorded-digests";
import type { RefusedFile } from "./refused-files";

/** An environment as its file defines it, before its lock was read. */
export interface UnlockedEnvironment {
  readonly environment: Environment;
  readonly file: string;
}

export interface LockedEnvironments {
  readonly loaded: readonly (UnlockedEnvironment & { readonly lock: Lock | undefined })[];
  readonly refused: readonly RefusedFile[];
}

/** Reads the lock beside each page of facts and pins what it locks, and the digests that the page names. */
export function lockedEnvironments(workingFolder: string, found: readonly UnlockedEnvironment[]): LockedEnvironments {
  const results = found.map((entry) => withLock(workingFolder, entry));
  return {
    loaded: results.flatMap((result) => ("refusal" in result ? [] : [result])),
    refused: results.flatMap((result) => ("refusal" in result ? [result] : [])),
  };
}

/** The lock of an environment; undefined where it has none. Throws a Refusal where it can't be read. */
export function readLock(workingFolder: string, environment: string): Lock | undefined {
  const path = lockPath(environment);
  const file = join(workingFolder, path);
  return existsSync(file) ? parseLock(readFileSync(file, "utf8"), path, environment) : undefined;
}

function withLock(
  workingFolder: string,
  { environment, file }: UnlockedEnvironment,
): LockedEnvironments["loaded"][number] | RefusedFile {
  try {
    const lock = readLock(workingFolder, environment.name);
    return { environment: withRecordedDigests(workingFolder, pinLocked(environment, lock)), file, lock };
  } catch (error) {
    if (error instanceof Refusal) return { file, refusal: error };
    throw error;
  }
}
