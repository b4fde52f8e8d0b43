import { dkimPrivateKey, dkimSecret, secret, type SecretReference } from "../../language";
import { upsert, type Line } from "./stalwart-plan";

/** Variable in which the mail server finds a selector's private key. */
const variable = (selector: string): string => `STALWART_DKIM_${selector.toUpperCase().replaceAll("-", "_")}`;

/** The private keys, as the mail server reads them. */
export const signingKeys = (selectors: readonly string[]): Readonly<Record<string, SecretReference>> =>
  Object.fromEntries(selectors.map((selector) => [variable(selector), secret(dkimSecret(selector), dkimPrivateKey)]));

/** What keeps the server from making keys of its own for a domain, whose records nobody would publish (its schema of 0.16: Domain). */
export const ownKeys = { dkimManagement: { "@type": "Manual" } } as const;

/**
 * Signs what people of the domain send once they have signed in, and nothing that others hand in: Stalwart's own rule, said so that it is seen. It signs with every
 * key of the domain (its schema of 0.16: DkimSignature, SenderAuth). Nobody is asked for reports: no record says where they would go.
 */
export const signing = (selectors: readonly string[], domain: string): readonly Line[] => [
  ...selectors.map((selector) =>
    upsert("DkimSignature", ["selector"], dkimSecret(selector), {
      "@type": "Dkim1RsaSha256",
      domainId: `#${domain}`,
      selector,
      privateKey: { "@type": "EnvironmentVariable", variableName: variable(selector) },
      canonicalization: "relaxed/relaxed",
      report: false,
      stage: "active",
    }),
  ),
  {
    "@type": "update",
    object: "SenderAuth",
    value: {
      dkimSignDomain: {
        match: [{ if: "is_local_domain(sender_domain) && !is_empty(authenticated_as)", then: "sender_domain" }],
        else: "false",
      },
    },
  },
];
