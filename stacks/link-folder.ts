import { constants, copyFileSync, linkSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** What a file system answers that can't link, or not these two places, or this file not once more. */
const refusals = new Set(["EXDEV", "EPERM", "EACCES", "EMLINK", "ENOSYS", "ENOTSUP", "EOPNOTSUPP"]);

/**
 * Gives every file below `from` a second name below `to`, without a second copy: making a file costs a file system up to fifty times
 * what another name for it does. Copies where it can't link. For files that are replaced and never written into; throws where one stands
 * in `to` already.
 */
export function linkFolder(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) linkFolder(source, target);
    else linkFile(source, target);
  }
}

/** As {@link linkFolder}, for one file. */
export function linkFile(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    copyFileSync(from, to, constants.COPYFILE_EXCL);
  }
}

const isRefusal = (error: unknown): boolean =>
  typeof error === "object" && error !== null && "code" in error && refusals.has(String(error.code));
