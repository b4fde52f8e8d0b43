/**
 * What an authority calls itself in a CAA record, by the end of its ACME directory's host name. Let's Encrypt:
 * letsencrypt.org/docs/caa; Actalis: its certification practice statement, section 4.2.4.
 */
const identities = [
  ["letsencrypt.org", "letsencrypt.org"],
  ["actalis.com", "actalis.it"],
] as const;

/**
 * Identity of the authority behind an ACME directory; undefined where it is not known, because a wrong record stops
 * every renewal and a missing one only leaves the choice open.
 */
export function caaIdentity(directory: string): string | undefined {
  const { hostname } = new URL(directory);
  return identities.find(([domain]) => hostname === domain || hostname.endsWith(`.${domain}`))?.[1];
}
