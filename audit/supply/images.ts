import { images as catalogue, isBuiltHere } from "../../catalog";
import type { Image } from "../../language";
import { imagesOf, partsOfReference } from "../checks/images";
import type { Facts } from "../facts";
import { grouped } from "../grouped";
import { foundInTexts, type Json } from "../facts/json";
import { oncePerObject } from "../once-per-object";
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
  const told = new Set(tagged.map(({ name }) => name));
  const open = all.filter(({ name, tag, digest }) => tag === undefined && digest === undefined && !told.has(name));
  const groups = grouped([...tagged, ...open], ({ name, tag, digest }) => `${name}:${tag ?? digest ?? ""}`);
  const untagged = grouped(
    all.filter(({ tag }) => tag === undefined),
    ({ name }) => name,
  );
  return [...groups.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, group]) => {
      const [first] = group;
      return first === undefined ? [] : [supplied(first, [...group, ...(untagged.get(first.name) ?? [])])];
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

/** Every mention of an image in a manifest, a chart's values or a footprint, arguments included; looked for once. */
export function mentions(facts: Facts, mirror: string): readonly Mention[] {
  const known = mentionsRead(facts);
  const found = known.get(mirror) ?? mentionsIn(facts, mirror);
  known.set(mirror, found);
  return found;
}

const mentionsRead = oncePerObject<Facts, Map<string, readonly Mention[]>>(() => new Map());

function mentionsIn(facts: Facts, mirror: string): readonly Mention[] {
  const reference = referenceBelow(mirror);
  return [
    ...imagesOf(facts).map(({ object, reference: named }) => mention(object, named, mirror)),
    ...Object.entries(facts.kubernetes).flatMap(([object, fact]) => hidden(object, fact.object, mirror, reference)),
    ...Object.entries(facts.releases).flatMap(([object, { values }]) =>
      hidden(`${object}/values`, values, mirror, reference),
    ),
  ].filter(({ name }) => name.includes("/"));
}

const referenceBelow = (mirror: string): RegExp =>
  new RegExp(`${mirror.replace(/[.*+?^$()|[\]{}\\]/g, "\\$&")}/[\\w./-]+:[\\w.-]+(?:@sha256:[0-9a-f]{64})?`, "g");

function mention(object: string, reference: string, mirror: string): Mention {
  const { name, tag, digest } = partsOfReference(reference);
  return { object, name: name.startsWith(`${mirror}/`) ? name.slice(mirror.length + 1) : name, tag, digest };
}

/** References inside longer texts, such as arguments; without a tag they might be folders of the mirror. */
function hidden(object: string, json: Json, mirror: string, reference: RegExp): readonly Mention[] {
  // Of a thousand texts a few name the mirror at all.
  return foundInTexts(json, (text) =>
    text.includes(mirror) ? [...text.matchAll(reference)].map(([found]) => mention(object, found, mirror)) : [],
  );
}
