import { forbiddenIn, type Subject } from "../../catalog";
import { pen, type Check, type Finding, type Verdict } from "../check";
import type { Facts, ReleaseFact } from "../facts";
import { textAt, textsAt } from "../facts/json";
import { imagesOf, partsOfReference, type NamedImage } from "./images";

const id = "forbidden-references";
const ours = pen(id);

/** Nothing the catalogue forbids, nothing that moves under its name, nothing from anywhere but the environment's mirror. */
export const forbiddenReferences: Check = {
  id,
  title: "No forbidden image, chart or API; every image is tagged and comes from the mirror",
  controls: ["A.5.21", "A.8.8"],
  judge: (facts) => [
    ...imagesOf(facts).flatMap((image) => judgeImage(image, facts)),
    ...Object.entries(facts.releases).flatMap(([object, release]) => judgeRelease(object, release, facts)),
    ...declaredImages(facts),
    ...Object.entries(facts.kubernetes).flatMap(([object, fact]) =>
      ours.sum(object, {
        failures: banned({ kind: "api", object: fact.object }, "apiVersion", apiOf(fact.object), facts),
      }),
    ),
  ],
};

const apiOf = (object: Facts["kubernetes"][string]["object"]): string =>
  `${textAt(object, "apiVersion") ?? ""} ${textAt(object, "kind") ?? ""}`;

/** Choices of the environment that lift a ban. */
const partsOf = ({ plan }: Facts): readonly string[] => Object.values(textsAt(plan.environment, "parts"));

/** Host of the mirror, where the plan names it. */
const mirrorOf = ({ plan }: Facts): string | undefined =>
  textAt(plan.environment, "mirror") ?? textAt(plan.environment, "registry", "mirror");

const banned = (subject: Subject, where: string, value: string, facts: Facts): readonly Finding[] =>
  forbiddenIn(subject, partsOf(facts)).map(({ reason, since }) => ({
    where,
    value,
    why: `is forbidden since ${since}: ${reason}`,
    wayOut: "use what the catalogue offers in its place",
  }));

function judgeImage({ object, where, reference, source }: NamedImage, facts: Facts): readonly Verdict[] {
  const { tag, digest } = partsOfReference(reference);
  // A chart fills in the tag that its values leave out.
  const judged = source === "values" && tag === undefined && digest === undefined ? `${reference}:chart` : reference;
  const bans = banned({ kind: "image", reference: judged }, where, reference, facts);
  const mirror = mirrorOf(facts);
  if (source === "footprint") return ours.sum(object, { failures: bans });
  const foreign: readonly Finding[] =
    mirror === undefined || reference.startsWith(`${mirror}/`)
      ? []
      : [
          {
            where,
            value: reference,
            why: `does not come from the mirror ${mirror}`,
            wayOut: "let imageReference write it, with the environment's mirror",
          },
        ];
  return ours.sum(object, {
    failures: [...bans, ...foreign],
    undecided: mirror === undefined ? [unknownMirror(where, reference)] : [],
  });
}

const unknownMirror = (where: string, value: string): Finding => ({
  where,
  value,
  why: "can't be compared with the mirror: plan.environment names none",
  wayOut: "write the mirror's host into the plan as environment.mirror",
});

function judgeRelease(
  object: string,
  { chart, repository, version, carried }: ReleaseFact,
  facts: Facts,
): readonly Verdict[] {
  // Charts of our own are judged by their objects.
  if (carried !== undefined) return [];
  const reference = [repository, chart].filter((part) => part !== undefined).join("/");
  const mirror = mirrorOf(facts);
  const bans = banned({ kind: "chart", repository: repository ?? chart, name: chart }, "chart", reference, facts);
  return ours.sum(object, {
    failures: [
      ...bans,
      ...(version === undefined
        ? [{ where: "version", why: "is missing, so that the newest chart is taken", wayOut: "name the version" }]
        : []),
      ...(mirror === undefined || reference.startsWith(`oci://${mirror}/`)
        ? []
        : [
            {
              where: "repository",
              value: reference,
              why: `is not the mirror ${mirror}`,
              wayOut: "take the chart from the mirror",
            },
          ]),
    ],
    undecided: mirror === undefined ? [unknownMirror("repository", reference)] : [],
  });
}

/**
 * Pods that a chart or an operator makes pull what the chart says, unless values or a custom resource say otherwise: each declared
 * image must be named with the mirror somewhere, or nobody knows where it comes from.
 */
function declaredImages(facts: Facts): readonly Verdict[] {
  const mirror = mirrorOf(facts);
  if (mirror === undefined) return [];
  const named = new Set(
    imagesOf(facts)
      .filter(({ source }) => source !== "footprint")
      .map(({ reference }) => partsOfReference(reference).name),
  );
  const texts = JSON.stringify(Object.values(facts.releases).map(({ values }) => values));
  return Object.values(facts.footprints).flatMap(({ component, pods }) =>
    [...new Set(Object.values(pods).flatMap(({ images }) => images))].flatMap((image) => {
      const name = `${mirror}/${partsOfReference(image).name}`;
      return ours.sum(`footprint/${component}`, {
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
      });
    }),
  );
}
