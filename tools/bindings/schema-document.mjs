// The committed schema files: JSON Schema definitions, one a line, and the definition that answers for each kind.

/**
 * @param {object} document
 * @param {string} document.source what the schemas were read from
 * @param {ReadonlyMap<string, string>} document.kinds `apiVersion/Kind` to the name of its definition
 * @param {ReadonlyMap<string, unknown>} document.definitions
 */
export function documentText({ source, kinds, definitions }) {
  const lines = (map) =>
    [...map]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, value]) => `${JSON.stringify(name)}:${compact(value)}`)
      .join(",\n");
  return `{"source":${JSON.stringify(source)},\n"kinds":{\n${lines(kinds)}\n},\n"definitions":{\n${lines(definitions)}\n}}\n`;
}

/** JSON without spaces and with sorted keys: equal values give equal text. */
export function compact(value) {
  return JSON.stringify(value, (_, inner) =>
    inner !== null && typeof inner === "object" && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
