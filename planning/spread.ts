/** FNV-1a over a name (draft-eastlake-fnv, 32 bits): spreads names, and hides nothing. */
export function spread(name: string): number {
  let hash = 0x811c9dc5;
  for (const character of name) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return hash;
}
