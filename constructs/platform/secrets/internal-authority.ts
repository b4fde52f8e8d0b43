/** Mount and role from which certificates inside the cluster come. */
export const internalAuthority = { mount: "pki", role: "internal" } as const;

/**
 * Who asks for them: cert-manager's issuer of that name, with a token of its own service account. The token is made out to this
 * issuer, which OpenBao checks, so that no other token of the account opens the authority (cert-manager documentation, Vault issuer,
 * 1.21).
 */
export const internalIssuer = {
  name: "internal",
  role: "internal-certificates",
  serviceAccount: "cert-manager",
  audience: "vault://internal",
} as const;
