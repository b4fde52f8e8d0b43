/** Where signatures of viruses come from. */
export type Signatures =
  /** From their publisher, whose name servers and mirrors are in the US; nothing but requests for files goes there. */
  | { readonly kind: "publisher" }
  /** From a copy of one's own behind HTTPS, kept with the publisher's cvdupdate. */
  | { readonly kind: "mirror"; /** Address of the folder. */ readonly url: string };

/** What may differ from customer to customer. */
export interface AntivirusRules {
  readonly signatures: Signatures;
}

/** As the suite brings it. */
export const antivirusRules: AntivirusRules = { signatures: { kind: "publisher" } };
