/** Whom people may talk to beyond their own organisation. */
export type Federation =
  /** Nobody: no other server is asked or answered, and no way leads out. */
  | { readonly kind: "closed" }
  | {
      readonly kind: "with";
      /** Server names of the others, such as `partner.example.eu`; nobody else is asked or answered. */
      readonly domains: readonly string[];
    };

/** How long messages stay. */
export type MessageLife =
  /** Until somebody takes them back. */
  | { readonly kind: "kept" }
  /** So many days, unless a room's own rule says otherwise. */
  | { readonly kind: "deleted"; readonly days: number };

/** What an organisation decides about its chat. */
export interface ChatRules {
  readonly federation: Federation;
  readonly messages: MessageLife;
}

export const chatRules = {
  federation: { kind: "closed" },
  messages: { kind: "kept" },
} as const satisfies ChatRules;
