import { homedir } from "node:os";
import { join } from "node:path";

/** Where programs that bestek builds or fetches are kept from one run to the next (XDG Base Directory Specification 0.8). */
export const cacheFolder = (variables: Readonly<Record<string, string | undefined>>): string =>
  join(variables["XDG_CACHE_HOME"] ?? join(variables["HOME"] ?? homedir(), ".cache"), "bestek");
