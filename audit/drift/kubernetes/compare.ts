import { isList, isObject, type Json, type JsonPath } from "../../facts/json";
import { mayBeLeftOut, sameScalar } from "./equal";
import { itemKey } from "./items";

/** One field that we set and that runs otherwise. */
export interface Changed {
  readonly path: JsonPath;
  readonly wanted: Json;
  /** Absent where the field is gone. */
  readonly found?: Json;
}

/**
 * Every field of `wanted` that `found` doesn't have in the same value. What we don't set is not looked at: the API server
 * fills in defaults, controllers write status, webhooks add what they are for. Items of a list that we don't name are others' too.
 */
export function changes(wanted: Json, found: Json, path: JsonPath = []): readonly Changed[] {
  if (wanted === null) return [];
  if (isList(wanted)) return isList(found) ? listChanges(wanted, found, path) : [{ path, wanted, found }];
  if (isObject(wanted)) {
    if (!isObject(found)) return [{ path, wanted, found }];
    return Object.entries(wanted).flatMap(([key, part]): readonly Changed[] => {
      const other = Object.hasOwn(found, key) ? found[key] : undefined;
      if (other !== undefined) return changes(part, other, [...path, key]);
      return mayBeLeftOut(key, part) ? [] : [{ path: [...path, key], wanted: part }];
    });
  }
  return sameScalar(wanted, found, path) ? [] : [{ path, wanted, found }];
}

function listChanges(wanted: readonly Json[], found: readonly Json[], path: JsonPath): readonly Changed[] {
  const key = itemKey(wanted);
  if (key === undefined) {
    return wanted.length === found.length
      ? wanted.flatMap((part, index) => changes(part, found[index] ?? null, [...path, index]))
      : [{ path, wanted, found }];
  }
  const others = new Map(found.map((item) => [key(item), item]));
  return wanted.flatMap((item): readonly Changed[] => {
    const name = key(item);
    const other = others.get(name);
    return other === undefined ? [{ path: [...path, name], wanted: item }] : changes(item, other, [...path, name]);
  });
}
