import { homedir } from "node:os";
import { join } from "node:path";

/** Where parts of this tier are kept from one run to the next. */
export const cache = join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "bestek");
