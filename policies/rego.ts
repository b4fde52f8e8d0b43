import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Text of a file of Rego in this folder; the build lays a copy beside the compiled code. */
export const rego = (path: string): string => readFileSync(join(__dirname, `${path}.rego`), "utf8");
