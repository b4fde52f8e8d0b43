import { oncePerText } from "../../once-per-text";

/** One rule of a policy of OpenBao or Vault. */
export interface PolicyRule {
  /** With `+` for one part of a path, and `*` at the end for whatever follows. */
  readonly path: string;
  readonly capabilities: ReadonlySet<string>;
}

/** The rules of a policy in HCL, as our stacks write it: a path, and a list of capabilities. */
export const policyRules = oncePerText((policy): readonly PolicyRule[] =>
  [...policy.matchAll(/path\s+"([^"]+)"\s*\{([^}]*)\}/g)].map(([, path = "", body = ""]) => ({
    path,
    capabilities: new Set(
      [...(/capabilities\s*=\s*\[([^\]]*)\]/.exec(body)?.[1] ?? "").matchAll(/"([a-z]+)"/g)].map(
        ([, capability = ""]) => capability,
      ),
    ),
  })),
);

/**
 * What rules grant at a path: of all that match, those of the most specific path alone, together; `deny` takes everything back (developer.hashicorp.com,
 * Vault, "Policies: Priority matching", read 2026-11-22).
 */
export function granted(rules: readonly PolicyRule[], path: string): ReadonlySet<string> {
  const [best, ...others] = rules.filter((rule) => matches(rule.path, path)).sort(mostSpecificFirst);
  if (best === undefined) return new Set();
  const all = [best, ...others.filter((rule) => rule.path === best.path)].flatMap(({ capabilities }) => [
    ...capabilities,
  ]);
  return new Set(all.includes("deny") ? [] : all);
}

function matches(pattern: string, path: string): boolean {
  const isOpen = pattern.endsWith("*");
  const wanted = (isOpen ? pattern.slice(0, -1) : pattern).split("/");
  const parts = path.split("/");
  if (isOpen ? parts.length < wanted.length : parts.length !== wanted.length) return false;
  return wanted.every((part, index) => {
    const found = parts[index] ?? "";
    if (part === "+") return true;
    return isOpen && index === wanted.length - 1 ? found.startsWith(part) : found === part;
  });
}

/** The server's own order: by where the first wildcard stands, an open end, wildcards, length, and the alphabet. */
function mostSpecificFirst({ path: a }: PolicyRule, { path: b }: PolicyRule): number {
  return (
    firstWildcard(b) - firstWildcard(a) ||
    Number(a.endsWith("*")) - Number(b.endsWith("*")) ||
    pluses(a) - pluses(b) ||
    b.length - a.length ||
    (a < b ? 1 : a > b ? -1 : 0)
  );
}

const pluses = (path: string): number => path.split("/").filter((part) => part === "+").length;

function firstWildcard(path: string): number {
  const found = path.search(/\*|(?<=^|\/)\+(?=\/|$)/);
  return found === -1 ? Infinity : found;
}
