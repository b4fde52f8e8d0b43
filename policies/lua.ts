import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Text of a file of Lua in this folder; the build lays a copy beside the compiled code. */
export const lua = (path: string): string => readFileSync(join(__dirname, `${path}.lua`), "utf8");
