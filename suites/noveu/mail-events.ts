import { secret, type Surroundings, type Workload } from "../../language";
import { bento } from "../bento";
import { toTopic } from "../bento-bus";

/** Topic of what happens at the mail server. */
export const mailEvents = { service: "mail", name: "events" } as const;

/** Workload of the mail service that publishes it. */
export const mailEventsWorkload = "events";

const port = 8080;
const path = "/events";

/** Who signed in or failed to, who was kept out, what was received, and what was delivered elsewhere (Stalwart's reference of events, 0.16). */
export const auditedEvents = [
  "auth.error",
  "auth.failed",
  "auth.success",
  "delivery.completed",
  "delivery.delivered",
  "delivery.failed",
  "message-ingest.ham",
  "message-ingest.spam",
  "security.abuse-ban",
  "security.authentication-ban",
  "security.ip-blocked",
  "security.loiter-ban",
  "security.scan-ban",
  "security.unauthorized",
] as const;

/** Where the mail server sends what happens. */
export const mailEventsUrl = (at: Surroundings): string =>
  `http://${at.workload("mail", mailEventsWorkload)}:${String(port)}${path}`;

/** The key with which it signs; both sides have it from the same secret. */
export const signatureKey = secret("webhook", "signature-key");

/**
 * Stalwart speaks to no bus: what it sends by HTTP, signed, is published here. It is answered only when the bus has the
 * message on two servers; until then, and for half an hour, the mail server keeps it and tries again.
 */
export const mailEventsPublisher: Workload = bento({
  ports: { events: { port, protocol: "TCP" } },
  environment: () => ({ SIGNATURE_KEY: signatureKey }),
  stream: (at) => ({
    input: {
      http_server: { address: `0.0.0.0:${String(port)}`, path, allowed_verbs: ["POST"], timeout: "20s" },
    },
    pipeline: {
      processors: [
        { mapping: `${signed}\nroot = this.events` },
        // What was refused above is passed on whole, so that it is refused once and not lost in parts.
        { switch: [{ check: "!errored()", processors: [{ unarchive: { format: "json_array" } }] }] },
      ],
    },
    output: {
      switch: {
        cases: [{ check: "errored()", output: { reject: "${! error() }" } }, { output: toTopic(at, mailEvents) }],
      },
    },
  }),
});

/** Base64 of the HMAC-SHA-256 of the body, in a header (tried by others on 0.16.20 of the community edition, 2026-09-04). */
const signed =
  'let signature = content().hash("hmac_sha256", env("SIGNATURE_KEY")).encode("base64")\n' +
  'let known = if metadata("X-Signature").or("") == $signature { true } else { throw("wrong signature") }';
