import { makePart, type PartSource } from "../../../simulation/parts/part";
import { cache } from "./cache";

/** Makes what is missing of some parts, minutes the first time; says what can't be had. */
export async function makeParts(sources: readonly PartSource[]): Promise<void> {
  for (const source of sources) {
    const part = await makePart(source, cache);
    if (part.kind === "missing") process.stderr.write(`\n${part.why}\n`);
  }
}
