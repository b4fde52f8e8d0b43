import { makePart } from "../../../simulation/parts/part";
import { parts } from "../parts";
import { cache } from "./cache";

/** Runs once before all tests of this tier; says what can't be had. */
export default function setUp(): void {
  for (const source of parts) {
    const part = makePart(source, cache);
    if (part.kind === "missing") process.stderr.write(`\n${part.why}\n`);
  }
}
