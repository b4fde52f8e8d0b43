import { existsSync, realpathSync } from "node:fs";
import { basename, dirname, join } from "node:path";

/** The path without symbolic links, also where its end does not exist yet: a link stays, and its target is replaced. */
export const realPath = (path: string): string =>
  existsSync(path) ? realpathSync(path) : join(realPath(dirname(path)), basename(path));
