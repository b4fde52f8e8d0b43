import type { Facts } from "../facts";
import { dotted, foundIn, isObject, textAt, type Json } from "../facts/json";

/** A container image as some file names it. */
export interface NamedImage {
  /** Id of the object, release or footprint that names it. */
  readonly object: string;
  readonly where: string;
  /** Host, repository, tag and digest, as far as they are given. */
  readonly reference: string;
  /** A chart's values may leave the tag to the chart; a footprint names the publisher's reference. */
  readonly source: "manifest" | "values" | "footprint";
}

const known = new WeakMap<Facts, readonly NamedImage[]>();

/** Every image that a manifest, the values of a release, or a footprint names; looked for once. */
export function imagesOf(facts: Facts): readonly NamedImage[] {
  const earlier = known.get(facts);
  if (earlier !== undefined) return earlier;
  const images = namedIn(facts);
  known.set(facts, images);
  return images;
}

const namedIn = (facts: Facts): readonly NamedImage[] => [
  ...Object.entries(facts.kubernetes)
    .filter(([, { kind }]) => kind !== "CustomResourceDefinition")
    .flatMap(([object, fact]) =>
      imagesIn(fact.object).map((image) => ({ object, source: "manifest" as const, ...image })),
    ),
  ...Object.entries(facts.releases).flatMap(([object, { values }]) =>
    values.flatMap((document, index) =>
      imagesIn(document).map(({ where, reference }) => ({
        object: `${object}/values`,
        source: "values" as const,
        where: `${String(index)}.${where}`,
        reference,
      })),
    ),
  ),
  ...Object.values(facts.footprints).flatMap(({ component, pods }) =>
    Object.entries(pods).flatMap(([pod, { images }]) =>
      images.map((reference) => ({
        object: `footprint/${component}`,
        where: `pods.${pod}.images`,
        reference,
        source: "footprint" as const,
      })),
    ),
  ),
];

/** Fields that hold an image. */
export const imageKey = /^(?:.*[a-z])?[iI]mage(?:Name)?$/;

function imagesIn(json: Json): readonly Pick<NamedImage, "where" | "reference">[] {
  return foundIn(json, (part, path) => {
    const key = path.at(-1);
    const reference =
      typeof key === "string" && imageKey.test(key)
        ? (referenceBelow(json, part) ?? referenceOf(part))
        : isObject(part)
          ? splitReference(part)
          : undefined;
    return reference === undefined ? [] : [{ where: dotted(path), reference }];
  });
}

/** Charts of one publisher name host and folder once, at the top, and each image by its last part alone. */
function referenceBelow(values: Json, part: Json): string | undefined {
  const [host, folder, name] = [
    textAt(values, "imageRegistry"),
    textAt(values, "imageNamespace"),
    textAt(part, "name"),
  ];
  if (host === undefined || folder === undefined || name === undefined) return undefined;
  const tag = textAt(part, "tag");
  const digest = digestIn(part);
  return `${host}/${folder}/${name}${tag === undefined ? "" : `:${tag}`}${digest === undefined ? "" : `@${digest}`}`;
}

/** Some charts take a digest without the name of its hash. */
function digestIn(part: Json): string | undefined {
  const sha = textAt(part, "sha");
  return (
    textAt(part, "digest") ?? (sha === undefined || sha === "" ? undefined : `sha256:${sha.replace(/^sha256:/, "")}`)
  );
}

/** An image under a key of that name: in one text, in parts, or as the address of a module that a gateway loads. */
const referenceOf = (part: Json): string | undefined =>
  typeof part === "string" ? whole(part) : isObject(part) ? (splitReference(part) ?? whole(moduleOf(part))) : undefined;

const whole = (text: string): string | undefined =>
  /^[\w.-]+(?::\d+)?(?:\/[\w.-]+)*(?::[\w.-]+)?(?:@sha256:[0-9a-f]{64})?$/.test(text) ? text : undefined;

const moduleOf = (part: Json): string => textAt(part, "url")?.replace(/^oci:\/\//, "") ?? "";

/** `registry`, `repository`, `tag` and `digest` apart, as charts want them. */
function splitReference(part: Json): string | undefined {
  const repository = textAt(part, "repository") ?? textAt(part, "name");
  if (
    repository === undefined ||
    (textAt(part, "repository") === undefined && textAt(part, "registry") === undefined)
  ) {
    return undefined;
  }
  if (!/^[\w.-]+(?::\d+)?(?:\/[\w.-]+)*$/.test(repository)) return undefined;
  const name = [textAt(part, "registry"), repository].filter((text) => text !== undefined && text !== "").join("/");
  const tag = textAt(part, "tag");
  const digest = digestIn(part);
  return `${name}${tag === undefined || tag === "" ? "" : `:${tag}`}${digest === undefined || digest === "" ? "" : `@${digest}`}`;
}

/** Host, name, tag and digest of a reference. */
export function partsOfReference(reference: string): {
  readonly name: string;
  readonly tag: string | undefined;
  readonly digest: string | undefined;
} {
  const [named = "", digest] = reference.split("@");
  const slash = named.lastIndexOf("/");
  const colon = named.indexOf(":", slash + 1);
  return colon === -1
    ? { name: named, tag: undefined, digest }
    : { name: named.slice(0, colon), tag: named.slice(colon + 1), digest };
}
