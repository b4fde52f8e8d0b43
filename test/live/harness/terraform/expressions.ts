/** Finds the value that a reference such as `vault_mount.secrets.path` stands for. */
export type Lookup = (reference: string) => unknown;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const reference = /^\$\{([a-z][\w.-]*)\}$/;
const encoded = /^\$\{jsonencode\(\{(.*)\}\)\}$/;
const name = String.raw`[a-z][\w.-]*`;
const part = String.raw`(?:\[\d+\]|\["\w+"\])`;
const term = String.raw`"[^"]*"|replace\(${name}${part}*, "\/[^"]*\/", "[^"]*"\)|${name}${part}*`;
const entry = new RegExp(`^"([^"]+)" = (${term})(?:, |$)`);
const replaced = new RegExp(String.raw`^replace\((.*), "\/(.*)\/", "(.*)"\)$`);
const indexed = new RegExp(`^(${name})(${part}*)$`);

/**
 * A value with its references looked up. It knows what synthesized stacks say and not the language: an expression of any other form is an
 * error, so that none is taken for a text.
 */
export function resolve(value: unknown, lookup: Lookup): unknown {
  if (Array.isArray(value)) return value.map((one: unknown) => resolve(one, lookup));
  if (isRecord(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, resolve(one, lookup)]));
  }
  return typeof value === "string" ? resolveText(value, lookup) : value;
}

function resolveText(text: string, lookup: Lookup): unknown {
  if (!/[$%]\{/.test(text)) return text;
  const [, name] = reference.exec(text) ?? [];
  if (name !== undefined) return lookup(name);
  const [, pairs] = encoded.exec(text) ?? [];
  if (pairs === undefined) return interpolate(text, lookup);
  return JSON.stringify(Object.fromEntries(entriesOf(pairs, lookup)));
}

function entriesOf(pairs: string, lookup: Lookup): readonly (readonly [string, unknown])[] {
  if (pairs === "") return [];
  const [whole, key, said] = entry.exec(pairs) ?? [];
  if (whole === undefined || key === undefined || said === undefined)
    throw new Error(`no test knows what this entry says: ${pairs}`);
  return [[key, termOf(said, lookup)], ...entriesOf(pairs.slice(whole.length), lookup)];
}

function termOf(said: string, lookup: Lookup): unknown {
  if (said.startsWith('"')) return said.slice(1, -1);
  const [, of, pattern, by] = replaced.exec(said) ?? [];
  if (of === undefined || pattern === undefined || by === undefined) return partOf(said, lookup);
  // Terraform's expressions are RE2's, which have names for classes.
  return String(partOf(of, lookup)).replaceAll(new RegExp(pattern.replaceAll("[[:space:]]", "\\s"), "g"), by);
}

/** What stands at the end of a reference that goes into lists and maps. */
function partOf(said: string, lookup: Lookup): unknown {
  const [, of, steps = ""] = indexed.exec(said) ?? [];
  if (of === undefined) throw new Error(`no test knows what this says: ${said}`);
  return [...steps.matchAll(/\[(?:(\d+)|"(\w+)")\]/g)].reduce<unknown>((value, [, index, key]) => {
    if (Array.isArray(value)) return value[Number(index)];
    return isRecord(value) && key !== undefined ? value[key] : undefined;
  }, lookup(of));
}

function interpolate(text: string, lookup: Lookup): string {
  const plain = text.replaceAll(/\$\{([a-z][\w.-]*)\}/g, (_, name: string) => String(lookup(name)));
  if (/[$%]\{/.test(plain)) throw new Error(`no test knows what this expression says: ${text}`);
  return plain;
}

/** Every reference in a value. */
export function referencesIn(value: unknown): readonly string[] {
  const found = new Set<string>();
  resolve(value, (name) => found.add(name));
  return [...found];
}
