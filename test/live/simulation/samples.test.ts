import { existsSync } from "node:fs";
import { join } from "node:path";
import { synthesizedEnvironments } from "../harness/synthesized";

test.each(synthesizedEnvironments())("%s is played by a test of its own", (name) => {
  expect(existsSync(join(__dirname, "samples", `${name}.test.ts`))).toBe(true);
});
