import { at, isObject, type Json } from "../../facts/json";

/** Fields that tell the items of a list apart, the first that does counts; as the API server merges them. */
const keys: readonly (readonly (readonly string[])[])[] = [
  [["name"]],
  [["metadata", "name"]],
  [["mountPath"]],
  [["containerPort"], ["protocol"]],
  [["port"], ["protocol"]],
  [["topologyKey"], ["whenUnsatisfiable"]],
  [["ip"]],
  [["uid"]],
];

/** Values that the API server fills in. */
const defaults: Readonly<Record<string, Json>> = { protocol: "TCP" };

/** What tells the items of a wanted list apart; undefined where only their order does. */
export function itemKey(items: readonly Json[]): ((item: Json) => string) | undefined {
  if (items.length === 0 || !items.every(isObject)) return undefined;
  return keys
    .filter(([first]) => first !== undefined && items.every((item) => at(item, ...first) !== undefined))
    .map((fields) => (item: Json) => nameOf(item, fields))
    .find((key) => new Set(items.map(key)).size === items.length);
}

const nameOf = (item: Json, fields: readonly (readonly string[])[]): string =>
  fields
    .map((field) => JSON.stringify(at(item, ...field) ?? defaults[field.join(".")] ?? null))
    .map((text) => text.replace(/^"|"$/g, ""))
    .join("/");
