import { z } from "zod";
import { domainName, mailAddress, words } from "./text";

const way = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("webhook"), host: domainName }),
  z.strictObject({ kind: z.literal("mail"), to: mailAddress }),
]);

/**
 * Who is told when something is wrong, by ways that work when the platform does not. Addresses that hold a token, and the relay's
 * password, are no facts: the operator hands them over.
 */
export const alertsSchema = z.strictObject({
  /** Of what must not wait until the morning: every way is taken at once. */
  page: z.array(way).min(1),
  /** Of what is dealt with by day. */
  ticket: z.array(way).min(1),
  /** Mail server that takes mails of alerts; not the platform's own. */
  relay: z
    .strictObject({
      host: domainName,
      /** 587: STARTTLS, which is insisted on; 465: TLS from the first byte. */
      port: z.union([z.literal(587), z.literal(465)]).default(587),
      /** Name under which the platform signs in; the password is handed over. */
      user: words,
      from: mailAddress,
    })
    .exactOptional(),
  /**
   * Host that expects a sign of life every few minutes, and calls when none comes. Default: none, and the audit says so: nobody then
   * notices that alerts themselves have stopped.
   */
  watchdog: domainName.exactOptional(),
});
