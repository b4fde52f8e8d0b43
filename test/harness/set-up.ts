import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runFolder } from "./run-folder";

/**
 * Makes the folder in which tests leave for each other what takes long to make; workers inherit its name. It holds their temporary folders too, for
 * libraries leave some behind.
 */
export default function setUp(): void {
  const folder = mkdtempSync(join(tmpdir(), "bestek-run-"));
  process.env[runFolder] = folder;
  process.env["TMPDIR"] = folder;
}
