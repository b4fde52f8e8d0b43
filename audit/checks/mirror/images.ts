import type { Facts } from "../../facts";
import { imagesOf, partsOfReference } from "../images";
import type { Judgement } from "./judgement";

/** Images that a manifest or the values of a chart name: each must lie below the mirror. */
export const imageFindings = (facts: Facts, mirror: string): readonly Judgement[] =>
  imagesOf(facts)
    .filter(({ source }) => source !== "footprint")
    .map(({ object, where, reference }) => ({
      object,
      failures: reference.startsWith(`${mirror}/`)
        ? []
        : [
            {
              where,
              value: reference,
              why: `does not come from the mirror ${mirror}`,
              wayOut: "let imageReference write it, with the environment's mirror",
            },
          ],
    }));

/**
 * Pods that a chart or an operator makes pull what the chart says, unless values or a custom resource say otherwise: each declared
 * image must be named with the mirror somewhere, or nobody knows where it comes from.
 */
export function declaredImages(facts: Facts, mirror: string): readonly Judgement[] {
  const named = new Set(
    imagesOf(facts)
      .filter(({ source }) => source !== "footprint")
      .map(({ reference }) => partsOfReference(reference).name),
  );
  const texts = JSON.stringify(Object.values(facts.releases).map(({ values }) => values));
  return Object.values(facts.footprints).flatMap(({ component, pods }) =>
    [...new Set(Object.values(pods).flatMap(({ images }) => images))].map((image) => {
      const name = `${mirror}/${partsOfReference(image).name}`;
      return {
        object: `footprint/${component}`,
        failures: [],
        undecided:
          named.has(name) || texts.includes(name)
            ? []
            : [
                {
                  where: "images",
                  value: image,
                  why: "is pulled by pods that a chart or an operator makes, and no file redirects it to the mirror",
                  wayOut: `set the chart's values (or the custom resource) to ${name}`,
                },
              ],
      };
    }),
  );
}
