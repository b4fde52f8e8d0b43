import { createHash } from "node:crypto";
import { images, rateLimitImage } from "../../catalog";
import { defineEnvironment, withDigests, type Environment } from "../../environments/schema";
import { publishedName, type Image } from "../../language";

/** Test values, made of the images' names: no registry serves them. What the catalogue read stays. */
export const testDigests: Readonly<Record<string, string>> = Object.fromEntries(
  [...Object.values<Image>(images), rateLimitImage].map((image) => {
    const name = publishedName(image);
    return [name, image.digest ?? `sha256:${createHash("sha256").update(name).digest("hex")}`];
  }),
);

/** The environment as if everything had been copied, in the contents of `testDigests`. */
export const withTestDigests = ({ facts }: Environment): Environment =>
  withDigests(
    defineEnvironment({ ...facts, registry: { ...facts.registry, digests: "mirror/test/digests.txt" } }),
    testDigests,
  );
