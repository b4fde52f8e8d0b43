/**
 * Keys that sign a tenant's mail in the name of its domain (DKIM, RFC 6376). Each is made where secrets are held, its public half stands in the domain's zone,
 * and its private half arrives as the secret {@link dkimSecret} under {@link dkimPrivateKey}, as PEM.
 */
export interface DkimNeed {
  /** Names of the keys below `_domainkey.<domain>`, each a DNS label. Mail is signed with each of them. */
  readonly selectors: readonly string[];
}

/** Name of the secret that holds a selector's private key. */
export const dkimSecret = (selector: string): string => `dkim-${selector}`;

export const dkimPrivateKey = "private-key";
