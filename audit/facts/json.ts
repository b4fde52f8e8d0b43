/** What a synthesized file holds once it is parsed. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

export interface JsonObject {
  readonly [key: string]: Json;
}

// Read once: these are asked a million times, and where realms are apart, as in tests, each look at a global costs more than the question.
const { isArray } = Array;
const { entries, fromEntries, hasOwn, keys } = Object;

/** Steps from a value down to a part of it: keys of objects, positions in lists. */
export type JsonPath = readonly (string | number)[];

/**
 * A parsed value as JSON. What JSON can't hold is kept as the text a reader would see (`NaN`, `Infinity`), so that checks
 * still meet it; members without a value are left out.
 */
export function toJson(value: unknown): Json {
  if (value === null || typeof value === "boolean" || typeof value === "string") return value;
  if (typeof value === "number") return Number.isFinite(value) ? value : String(value);
  if (isArray(value)) return value.map(toJson);
  if (typeof value === "object") {
    const members: (readonly [string, Json])[] = [];
    for (const [key, member] of entries(value)) if (member !== undefined) members.push([key, toJson(member)]);
    return fromEntries(members);
  }
  throw new TypeError(`a ${typeof value} is no JSON`);
}

/** What a text says as JSON; undefined for one that is none, and for what is no text. */
export function parsedJson(text: Json | undefined): Json | undefined {
  if (typeof text !== "string") return undefined;
  try {
    return toJson(JSON.parse(text));
  } catch {
    return undefined;
  }
}

export const isList = (json: Json | undefined): json is readonly Json[] => isArray(json);

export const isObject = (json: Json | undefined): json is JsonObject =>
  typeof json === "object" && json !== null && !isList(json);

/** The part of `json` at `path`; undefined where a step leads nowhere. */
export function at(json: Json | undefined, ...path: JsonPath): Json | undefined {
  let part = json;
  for (const step of path) {
    if (typeof part !== "object" || part === null) return undefined;
    if (typeof step === "number") part = isList(part) ? part[step] : undefined;
    else part = !isList(part) && hasOwn(part, step) ? part[step] : undefined;
    if (part === undefined) return undefined;
  }
  return part;
}

export function textAt(json: Json | undefined, ...path: JsonPath): string | undefined {
  const part = at(json, ...path);
  return typeof part === "string" ? part : undefined;
}

export function numberAt(json: Json | undefined, ...path: JsonPath): number | undefined {
  const part = at(json, ...path);
  return typeof part === "number" ? part : undefined;
}

/** The list at `path`; empty where there is none. */
export function listAt(json: Json | undefined, ...path: JsonPath): readonly Json[] {
  const part = at(json, ...path);
  return isList(part) ? part : [];
}

/** The members at `path`, in their order; none where there is no object. */
export function membersAt(json: Json | undefined, ...path: JsonPath): readonly (readonly [string, Json])[] {
  const part = at(json, ...path);
  return isObject(part) ? entries(part) : [];
}

/** The members at `path` whose values are text, such as labels. */
export const textsAt = (json: Json | undefined, ...path: JsonPath): Readonly<Record<string, string>> =>
  fromEntries(membersAt(json, ...path).filter((member): member is [string, string] => isText(member[1])));

const isText = (json: Json): json is string => typeof json === "string";

/** A value and the way to it. */
export type Part = readonly [path: JsonPath, part: Json];

/**
 * What `look` finds at everything inside `json`, itself included, parents before their parts. `way` leads to the part and is only lent: it changes once `look`
 * has returned. Most looks find nothing, and a path for each part of each object costs more than the looks.
 */
export function foundIn<T>(json: Json, look: (part: Json, way: JsonPath) => readonly T[]): readonly T[] {
  const found: T[] = [];
  search(json, [], look, found);
  return found;
}

function search<T>(
  json: Json,
  way: (string | number)[],
  look: (part: Json, way: JsonPath) => readonly T[],
  found: T[],
): void {
  for (const one of look(json, way)) found.push(one);
  if (typeof json !== "object" || json === null) return;
  const end = way.length;
  if (isList(json)) {
    for (let index = 0; index < json.length; index += 1) {
      way[end] = index;
      search(json[index] ?? null, way, look, found);
      way.length = end;
    }
  } else {
    for (const key of keys(json)) {
      way[end] = key;
      search(json[key] ?? null, way, look, found);
      way.length = end;
    }
  }
}

/** What `look` finds at every text inside `json`; `way` is lent as there. */
export const foundInTexts = <T>(json: Json, look: (text: string, way: JsonPath) => readonly T[]): readonly T[] =>
  foundIn(json, (part, way) => (typeof part === "string" ? look(part, way) : nothing));

const nothing: readonly never[] = [];

/** Everything inside `json`, itself included, parents before their parts. */
export const parts = (json: Json): readonly Part[] => foundIn(json, (part, way) => [[[...way], part]]);

/** Every text inside `json` with its path. */
export const texts = (json: Json): readonly (readonly [path: JsonPath, text: string])[] =>
  foundInTexts(json, (text, way) => [[[...way], text]]);

/** A path as a reader writes it, such as `spec.containers.0.image`. */
export const dotted = (path: JsonPath): string => path.map(String).join(".");

/** Members ordered by key, independent of the language of the machine. */
export const sortedByKey = <T>(entries: Iterable<readonly [string, T]>): Record<string, T> =>
  fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
