import { existsSync } from "node:fs";
import { join } from "node:path";
import { synthesizedEnvironments } from "./synthesized";

const tried = synthesizedEnvironments().flatMap((name) => ["openbao", "simulation"].map((by) => [name, by] as const));

test.each(tried)("%s has a test of its own in %s/samples", (name, by) => {
  expect(existsSync(join(__dirname, "..", by, "samples", `${name}.test.ts`))).toBe(true);
});
