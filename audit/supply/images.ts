import { images as catalogue, isBuiltHere } from "../../catalog";
import type { Image } from "../../language";
import { imagesOf, partsOfReference } from "../checks/images";
import type { Facts } from "../facts";
import { texts, type Json } from "../facts/json";
import type { SuppliedImage } from "./supply";

/** One mention of an image, by its publisher's name. */
export interface Mention {
  /** Host and repository of the publisher. */
  readonly name: string;
  readonly tag: string | undefined;
  readonly digest: string | undefined;
  readonly object: string;
}

/**
 * Every image that a manifest, a chart's values or a footprint names, by publisher's host, repository and tag. A mention
 * without a tag counts for the tags that others give the same image.
 */
export function suppliedImages(facts: Facts, mirror: string): readonly SuppliedImage[] {
  const all = mentions(facts, mirror);
  const tagged = all.filter(({ tag, digest }) => tag !== undefined || digest !== undefined);
  const open = all.filter(
    ({ name, tag, digest }) =>
      tag === undefined && digest === undefined && !tagged.some((other) => other.name === name),
  );
  const groups = new Map<string, Mention[]>();
  for (const mention of [...tagged, ...open]) {
    const key = `${mention.name}:${mention.tag ?? mention.digest ?? ""}`;
    groups.set(key, [...(groups.get(key) ?? []), mention]);
  }
  return [...groups.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, [first, ...others]]) => {
      if (first === undefined) return [];
      const untagged = all.filter((other) => other.name === first.name && other.tag === undefined);
      return [supplied(first, [first, ...others, ...untagged])];
    });
}

function supplied({ name, tag }: Mention, group: readonly Mention[]): SuppliedImage {
  const slash = name.indexOf("/");
  const [registry, repository] = [name.slice(0, slash), name.slice(slash + 1)];
  const known = knownImage(registry, repository, tag);
  const digest = group.find((mention) => mention.digest !== undefined)?.digest ?? known?.digest;
  return {
    registry,
    repository,
    ...(tag === undefined ? {} : { tag }),
    ...(digest === undefined ? {} : { digest }),
    ...(known !== undefined && isBuiltHere(known) ? { builtFrom: known.builtHere.folder } : {}),
    usedBy: [...new Set(group.map(({ object }) => object))].sort(),
  };
}

const knownImage = (registry: string, repository: string, tag: string | undefined): Image | undefined =>
  Object.values<Image>(catalogue).find(
    (image) => image.registry === registry && image.repository === repository && image.tag === tag,
  );

/** Every mention of an image in a manifest, a chart's values or a footprint, arguments included. */
export function mentions(facts: Facts, mirror: string): readonly Mention[] {
  return [
    ...imagesOf(facts).map(({ object, reference }) => mention(object, reference, mirror)),
    ...Object.entries(facts.kubernetes).flatMap(([object, fact]) => hidden(object, fact.object, mirror)),
    ...Object.entries(facts.releases).flatMap(([object, { values }]) => hidden(`${object}/values`, values, mirror)),
  ].filter(({ name }) => name.includes("/"));
}

function mention(object: string, reference: string, mirror: string): Mention {
  const { name, tag, digest } = partsOfReference(reference);
  return { object, name: name.startsWith(`${mirror}/`) ? name.slice(mirror.length + 1) : name, tag, digest };
}

/** References inside longer texts, such as arguments; without a tag they might be folders of the mirror. */
function hidden(object: string, json: Json, mirror: string): readonly Mention[] {
  const reference = new RegExp(
    `${mirror.replace(/[.*+?^$()|[\]{}\\]/g, "\\$&")}/[\\w./-]+:[\\w.-]+(?:@sha256:[0-9a-f]{64})?`,
    "g",
  );
  // Of a thousand texts a few name the mirror at all.
  return texts(json).flatMap(([, text]) =>
    text.includes(mirror) ? [...text.matchAll(reference)].map(([found]) => mention(object, found, mirror)) : [],
  );
}
