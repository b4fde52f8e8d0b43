/** Longer texts are rarely met twice. */
const longest = 256;

/** Entries until a memory starts anew: a few megabytes. */
const most = 50_000;

/**
 * A judgement of a text by itself, made once for each text: what a thousand tenants have in common is said a thousand times. `judge` must
 * depend on nothing else.
 */
export function oncePerText<T>(judge: (text: string) => T): (text: string) => T {
  const known = new Map<string, { readonly judgement: T }>();
  return (text) => {
    if (text.length > longest) return judge(text);
    const earlier = known.get(text);
    if (earlier !== undefined) return earlier.judgement;
    const judgement = judge(text);
    if (known.size >= most) known.clear();
    known.set(text, { judgement });
    return judgement;
  };
}
