import { secret, type Egress, type Surroundings, type Workload } from "../../language";
import { bento } from "../bento";
import { toTopic } from "../bento-bus";
import { unlessFailed } from "../bento-refusal";
import { upsert, type Line } from "./stalwart-plan";

/** Service whose Stalwart tells what happens. */
type Teller = "mail" | "exchange";

/** Topic of what happens at a mail server. */
const eventsAt = (service: Teller) => ({ service, name: "events" }) as const;

export const mailEvents = eventsAt("mail");
export const exchangeEvents = eventsAt("exchange");

/** Workload of the same service that publishes it. */
export const mailEventsWorkload = "events";

/** Way of a mail server to what publishes its events. */
export const toEvents = (service: Teller): Egress => ({
  kind: "service",
  service,
  workload: mailEventsWorkload,
  port: "events",
});

const port = 8080;
const path = "/events";

/** What becomes of mail at the first door, by the event that tells of it. */
const refusals = {
  "milter.action-reject": "blocked: it carries a virus",
  "milter.action-temp-fail": "put off: nobody could look at it",
  "security.ip-blocked": "blocked: its server was kept out",
} as const;

/** What becomes of mail that other servers send to those who have mailboxes. */
export const outcomes = {
  "message-ingest.ham": "stored",
  "message-ingest.spam": "put aside, in the Junk folder",
  ...refusals,
} as const;

/** What becomes of it at an exchanger: where it is handed on, the server of its tenant tells the rest. */
export const exchangeOutcomes = {
  "delivery.delivered": "handed on to the server of its tenant",
  "delivery.failed": "given up: the server of its tenant took it never",
  ...refusals,
} as const;

/** Who signed in or failed to, who was kept out, what was received or refused, and what was delivered elsewhere (Stalwart's reference of events, 0.16). */
export const auditedEvents = [
  "auth.error",
  "auth.failed",
  "auth.success",
  "delivery.completed",
  "delivery.delivered",
  "delivery.failed",
  "message-ingest.ham",
  "message-ingest.spam",
  "milter.action-reject",
  "milter.action-temp-fail",
  "security.abuse-ban",
  "security.authentication-ban",
  "security.ip-blocked",
  "security.loiter-ban",
  "security.scan-ban",
  "security.unauthorized",
] as const;

/** The same of an exchanger, at which nobody signs in and nothing stays. */
export const exchangedEvents = auditedEvents.filter((event) => /^(?:delivery|milter|security)\./.test(event));

/** The key with which it signs; both sides have it from the same secret. */
export const signatureKey = secret("webhook", "signature-key");
export const signatureSecret = { webhook: { keys: { "signature-key": 48 } } } as const;

/** Has a mail server send what happens; it tries again for half an hour. */
export const tellingEvents = (at: Surroundings, service: Teller, events: readonly string[]): Line =>
  upsert("WebHook", ["url"], "events", {
    url: `http://${at.workload(service, mailEventsWorkload)}:${String(port)}${path}`,
    signatureKey: { "@type": "EnvironmentVariable", variableName: "STALWART_SIGNATURE_KEY" },
    httpAuth: { "@type": "Unauthenticated" },
    events: Object.fromEntries(events.map((event) => [event, true])),
    eventsPolicy: "include",
    // Thousandths of a second, as Stalwart's management counts.
    timeout: 30_000,
    discardAfter: 30 * 60_000,
  });

/**
 * Stalwart speaks to no bus: what it sends by HTTP, signed, is published here. It is answered only when the bus has the
 * message on two servers; until then, and for half an hour, the mail server keeps it and tries again.
 */
export const eventsPublisher = (service: Teller): Workload =>
  bento({
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
      output: unlessFailed(toTopic(at, eventsAt(service))),
    }),
  });

/** Base64 of the HMAC-SHA-256 of the body, in a header (tried by others on 0.16.20 of the community edition, 2026-09-04). */
const signed =
  'let signature = content().hash("hmac_sha256", env("SIGNATURE_KEY")).encode("base64")\n' +
  'let known = if metadata("X-Signature").or("") == $signature { true } else { throw("wrong signature") }';
