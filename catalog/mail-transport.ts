import { days, figure } from "../language";

/** How other servers deliver mail for a domain: encrypted, to a server that proves its name, or not at all (MTA-STS, RFC 8461). */
export const mailTransport = {
  /** Name below the domain at which the policy is published. */
  label: "mta-sts",
  mode: "enforce",
  maxAge: figure(days(7), "time for which other servers remember the policy", {
    kind: "documentation",
    ref: "Stalwart: MtaSts, maxAge 7d by default; RFC 8461 asks for weeks, and for less while servers change",
    date: "2026-11-21",
  }),
} as const;
