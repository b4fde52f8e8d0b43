import { homedir } from "node:os";
import { join } from "node:path";

/** Where parts are kept from one run to the next: `BESTEK_PARTS`, else the user's folder for what can be made again. */
export const cache =
  process.env["BESTEK_PARTS"] ?? join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "bestek");
