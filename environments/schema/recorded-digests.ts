import { Refusal, type Mistake } from "../../language";
import type { Environment } from "./environment";

const line = /^(\S+) (sha256:[0-9a-f]{64})$/;

/**
 * What the copy script recorded: a name and a digest on each line. Throws a Refusal with every line that is neither, or names what
 * another line names otherwise.
 * @param file Where the text stands, for the architect.
 */
export function parseDigests(text: string, file: string): Readonly<Record<string, string>> {
  const digests = new Map<string, string>();
  const mistakes: Mistake[] = [];
  for (const [index, written] of text.split("\n").entries()) {
    const [, name, digest] = line.exec(written) ?? [];
    const where = `${file}:${String(index + 1)}`;
    if (written === "") continue;
    if (name === undefined || digest === undefined) {
      const why = "is not a name and a digest";
      mistakes.push({ where, value: written, why, wayOut: "take the file as the copy script left it" });
    } else if ((digests.get(name) ?? digest) !== digest) {
      const why = "is named with two digests";
      mistakes.push({ where, value: name, why, wayOut: "take the file as the copy script left it" });
    } else {
      digests.set(name, digest);
    }
  }
  if (mistakes.length > 0) throw new Refusal(file, mistakes);
  return Object.fromEntries(digests);
}

/** The environment with the digests that were recorded of its mirror. */
export const withDigests = (environment: Environment, recordedDigests: Readonly<Record<string, string>>): Environment =>
  Object.freeze({ ...environment, recordedDigests });
