import { images } from "../catalog";
import type { Environment } from "../environments/schema";
import { publishedName, type Image, type Mistake } from "../language";

/** What is wrong with the digests of an environment: a file that nobody read, and contents that the catalogue names otherwise. */
export function digestMistakes({
  registry,
  recordedDigests,
}: Pick<Environment, "registry" | "recordedDigests">): readonly Mistake[] {
  if (recordedDigests === undefined) return registry.digests === undefined ? [] : [unread(registry.digests)];
  return Object.values<Image>(images).flatMap((image) => {
    const [name, recorded] = [publishedName(image), recordedDigests[publishedName(image)]];
    if (image.digest === undefined || recorded === undefined || recorded === image.digest) return [];
    return [
      {
        where: `registry.digests: ${name}`,
        value: recorded,
        why: `is not what the catalogue read: ${image.digest}`,
        wayOut:
          "ask the publisher which one is right; take the wrong line out of the file and run the copy script again, or correct the catalogue",
      },
    ];
  });
}

const unread = (file: string): Mistake => ({
  where: "registry.digests",
  value: file,
  why: "was not read, so that images would be named by their tags alone",
  wayOut:
    "load the environment through bestek, or give it what withDigests(environment, parseDigests(text, file)) makes of it",
});
