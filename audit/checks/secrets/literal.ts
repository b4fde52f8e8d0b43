/** Words that switch something, or say that there is nothing. */
const switches = /^(?:true|false|yes|no|on|off|null|nil|none|enabled|disabled|required|optional|preferred|auto)$/i;

/** Values that lead to a secret without being one: expressions, calls, paths, addresses, other structures. */
const references = [
  // Terraform, shell, Kubernetes, templates, Stalwart, Spring.
  /[$%#]\{/,
  /\$\(/,
  /\{\{/,
  /^\$[A-Za-z_]/,
  // getenv('X'), process.env.X, os.environ["X"], env:X, file:X, vault:X, ref+vault://X.
  /^[\w.\\:]+\(/,
  /^(?:process\.env|os\.environ)\b/,
  /^(?:env|file|vault|secret|ref\+\w+):/,
  /^(?:\.{0,2}|~)\//,
  /^[a-z][a-z0-9+.-]*:\/\//,
  /^[{[(<]/,
  /^[*>|&!]/,
];

const measure = /^\d{1,4}$|^\d+(?:\.\d+)?(?:ms|s|m|h|d|Ki|Mi|Gi)$/;

/** True where a value under a credential's name would be the credential itself. */
export const isLiteral = (value: string): boolean => {
  const text = value.trim();
  return (
    text !== "" && !switches.test(text) && !measure.test(text) && !references.some((reference) => reference.test(text))
  );
};
