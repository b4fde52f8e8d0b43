/**
 * What is found in a set of facts, found once for each: a check that asks for each of a thousand databases would otherwise read all
 * objects a thousand times. `find` must depend on nothing else, and nothing may change what it was given.
 */
export function oncePerObject<K extends object, T>(find: (key: K) => T): (key: K) => T {
  const known = new WeakMap<K, { readonly found: T }>();
  return (key) => {
    const earlier = known.get(key);
    if (earlier !== undefined) return earlier.found;
    const found = find(key);
    known.set(key, { found });
    return found;
  };
}
