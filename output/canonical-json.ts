// Read once: where realms are apart, as in tests, each look at a global costs more than the question.
const { isArray } = Array;
const { entries, fromEntries } = Object;
const { isFinite } = Number;

/**
 * JSON with keys in code-unit order and a closing newline: the same value gives the same bytes. Throws a plain error
 * on a number that JSON can't hold, which would silently become `null`.
 */
export function canonicalJson(value: unknown): string {
  return `${JSON.stringify(value, sortedAndFinite, 2)}\n`;
}

function sortedAndFinite(key: string, value: unknown): unknown {
  if (typeof value === "number" && !isFinite(value)) throw new Error(`"${key}" is ${String(value)}`);
  if (typeof value !== "object" || value === null || isArray(value)) return value;
  return fromEntries(entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
