import { mkdtempSync, realpathSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { synthesizedSamples } from "../../samples/synthesized-samples";
import { parts } from "../parts";
import { makeParts } from "./make-parts";
import { synthesizedVariable } from "./synthesized";
import { madeVariable } from "./tear-down";

/** Runs once before all tests of this tier; says what can't be had. */
export default async function setUp(): Promise<void> {
  await makeParts(parts);
  const folder = mkdtempSync(join(realpathSync(tmpdir()), "bestek-live-"));
  process.env[madeVariable] = folder;
  process.env[synthesizedVariable] = JSON.stringify(synthesizedSamples(folder));
}
