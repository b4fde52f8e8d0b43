import { Refusal } from "../../language";

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

/** Whether people speak with and see each other. */
export type Calls =
  /** Nobody calls: no media server stands, and clients show no button. */
  | { readonly kind: "none" }
  /** Two or more, over a media server of the organisation's own. */
  | {
      readonly kind: "group";
      /** Largest part of all named users who are in a call at the same time: above 0, at most 1. */
      readonly taking: number;
    };

/** What an organisation decides about its chat. */
export interface ChatRules {
  readonly federation: Federation;
  readonly messages: MessageLife;
  readonly calls: Calls;
}

/** As the suite brings it; in calls a tenth of those who work at the busiest moment, two in a hundred of all. No published ratio was found. */
export const chatRules = {
  federation: { kind: "closed" },
  messages: { kind: "kept" },
  calls: { kind: "group", taking: 0.02 },
} as const satisfies ChatRules;

/** The rules, where they can be kept; throws a Refusal otherwise. */
export function checkedChatRules(rules: ChatRules): ChatRules {
  if (rules.calls.kind === "none" || (rules.calls.taking > 0 && rules.calls.taking <= 1)) return rules;
  throw new Refusal("chat", [
    {
      where: "chat.calls.taking",
      value: rules.calls.taking,
      why: "is no part of all users",
      wayOut: 'write a number above 0 and at most 1, such as 0.02, or { kind: "none" } where nobody is to call',
    },
  ]);
}
