/** Finds the value that a reference such as `vault_mount.secrets.path` stands for. */
export type Lookup = (reference: string) => unknown;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const reference = /^\$\{([a-z][\w.-]*)\}$/;
const encoded = /^\$\{jsonencode\(\{(.*)\}\)\}$/;
const pair = /^"([^"]+)" = ([a-z][\w.-]*)$/;

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
  return JSON.stringify(
    Object.fromEntries(
      pairs.split(", ").map((entry) => {
        const [, key, of] = pair.exec(entry) ?? [];
        if (key === undefined || of === undefined) throw new Error(`no test knows what this entry says: ${entry}`);
        return [key, lookup(of)];
      }),
    ),
  );
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
