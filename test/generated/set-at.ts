/** A copy of `tree` with another value at a dotted path of names. */
export function setAt<T>(tree: T, [key, ...rest]: readonly string[], value: unknown): T {
  if (key === undefined || typeof tree !== "object" || tree === null) return tree;
  const old: unknown = Object.entries(tree).find(([name]) => name === key)?.[1];
  return Object.assign({}, tree, { [key]: rest.length === 0 ? value : setAt(old, rest, value) });
}
