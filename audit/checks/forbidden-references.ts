import { forbiddenIn, type Subject } from "../../catalog";
import { pen, type Check, type Finding, type Verdict } from "../check";
import type { Facts, ReleaseFact } from "../facts";
import { textAt, textsAt } from "../facts/json";
import { imagesOf, partsOfReference, type NamedImage } from "./images";

const id = "forbidden-references";
const ours = pen(id);

/** Nothing the catalogue forbids, and nothing that moves under its name. */
export const forbiddenReferences: Check = {
  id,
  title: "No forbidden image, chart or API; every image is tagged, every chart has its version",
  controls: ["A.5.21", "A.8.8"],
  judge: (facts) => [
    ...imagesOf(facts).flatMap((image) => judgeImage(image, facts)),
    ...Object.entries(facts.releases).flatMap(([object, release]) => judgeRelease(object, release, facts)),
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
  const subject: Subject = { kind: "image", reference: judged };
  const lifted = forbiddenIn(subject).filter((ban) => !forbiddenIn(subject, partsOf(facts)).includes(ban));
  const [note] = lifted.map(({ reason }) => `${reason}; the environment chose it`);
  return ours.sum(object, { failures: banned(subject, where, reference, facts) }, note);
}

function judgeRelease(
  object: string,
  { chart, repository, version, carried }: ReleaseFact,
  facts: Facts,
): readonly Verdict[] {
  // Charts of our own are judged by their objects.
  if (carried !== undefined) return [];
  const reference = [repository, chart].filter((part) => part !== undefined).join("/");
  return ours.sum(object, {
    failures: [
      ...banned({ kind: "chart", repository: repository ?? chart, name: chart }, "chart", reference, facts),
      ...(version === undefined
        ? [{ where: "version", why: "is missing, so that the newest chart is taken", wayOut: "name the version" }]
        : []),
    ],
  });
}
