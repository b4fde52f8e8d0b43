import { mkdtempSync, realpathSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { synthesizeSamples } from "../../terraform/harness/synthesize";
import { parts } from "../parts";
import { makeParts } from "./make-parts";
import { outputVariable, wantedSamples } from "./synthesized";
import { madeVariable } from "./tear-down";

/** Runs once before all tests of this tier; says what can't be had. */
export default async function setUp(): Promise<void> {
  await makeParts(parts);
  if (process.env[outputVariable] !== undefined) return;
  const folder = mkdtempSync(join(realpathSync(tmpdir()), "bestek-live-"));
  process.env[madeVariable] = folder;
  synthesizeSamples(folder, wantedSamples());
  process.env[outputVariable] = folder;
}
