import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Footprint } from "../language";
import { canonicalJson } from "./canonical-json";

/** Writes what third-party components will run, one file each, because no synthesized object shows it. */
export function writeFootprints(folder: string, footprints: readonly Footprint[]): void {
  mkdirSync(folder, { recursive: true });
  for (const footprint of footprints) {
    writeFileSync(join(folder, `${footprint.component}.json`), canonicalJson(footprint));
  }
}
