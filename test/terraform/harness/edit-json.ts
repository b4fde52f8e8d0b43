type JsonObject = Record<string, unknown>;

const isObject = (value: unknown): value is JsonObject => typeof value === "object" && value !== null;

/** The object that `path` leads to; `*` takes the first of whatever is there. Throws where there is none. */
export function objectAt(root: unknown, path: readonly string[]): JsonObject {
  let at = root;
  for (const name of path) {
    if (!isObject(at)) break;
    at = at[name === "*" ? (Object.keys(at)[0] ?? name) : name];
  }
  if (!isObject(at)) throw new Error(`nothing stands at ${path.join(".")}`);
  return at;
}
