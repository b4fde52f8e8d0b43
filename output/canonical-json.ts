/**
 * JSON with keys in code-unit order and a closing newline: the same value gives the same bytes. Throws a plain error
 * on a number that JSON can't hold, which would silently become `null`.
 */
export function canonicalJson(value: unknown): string {
  return `${JSON.stringify(value, sortedAndFinite, 2)}\n`;
}

function sortedAndFinite(key: string, value: unknown): unknown {
  if (typeof value === "number" && !Number.isFinite(value)) throw new Error(`"${key}" is ${String(value)}`);
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
