import {
  continues,
  days,
  defineService,
  figure,
  gibibytes,
  mebibytes,
  quantity,
  type Source,
  type Workload,
} from "../../language";
import { bento } from "../bento";
import { toTopic } from "../bento-bus";
import { unlessFailed } from "../bento-refusal";
import { recordWriter, subscribed, type RecordLog } from "./audit";
import { gapCheck, gaps } from "./audit-gaps";
import { exchangeEvents } from "./mail-events";
import { authentikSources, keycloakSource, lineEvents, secretsSources } from "./platform-events";

const decision: Source = { kind: "decision", ref: "bestek events of the platform", date: "2026-11-21" };

const estimate: Source = {
  kind: "estimate",
  ref: "no published figure; to be replaced by a measurement",
  date: "2026-11-21",
};

const name = "platform-audit";

/** Topic of what happens at the platform's own doors. */
const platformEvents = { service: name, name: "events" } as const;

const read = { events: platformEvents, exchange: exchangeEvents } as const;

const log: RecordLog = { service: name, bucket: name, read };

const intake = "intake";
const port = 8080;
const path = "/lines";

/**
 * Takes lines one by one and answers when the bus has the event on two servers; whoever hands them over waits until then. A line that can't be
 * read is published as it is, for one that were refused would stop all that come after it.
 */
const intakeWorkload: Workload = {
  ...bento({
    ports: { lines: { port, protocol: "TCP" } },
    environment: () => ({}),
    stream: (at) => ({
      input: {
        // Longer than the agents wait: a request that Bento gives up itself is answered with a status after which they would not try again.
        http_server: { address: `0.0.0.0:${String(port)}`, path, allowed_verbs: ["POST"], timeout: "60s" },
      },
      pipeline: {
        processors: [
          { mapping: lineEvents },
          { switch: [{ check: "!errored()", processors: [{ unarchive: { format: "json_array" } }] }] },
        ],
      },
      output: unlessFailed(toTopic(at, platformEvents)),
    }),
  }),
  collects: { from: [keycloakSource, ...authentikSources, ...secretsSources], port: "lines", path },
};

/**
 * Who signed in where or failed to, who changed an account, a client or a realm, and who asked for which secret: events of Keycloak or authentik, and of OpenBao or Vault,
 * of all tenants, as both write them to their output, and what becomes of mail before it is known whose it is, in a log as locked as that of a tenant's services and looked through for gaps as they are.
 */
export const platformAudit = defineService({
  name,
  title: "Audit log of the platform",
  layer: "application",
  tenancy: "multi-tenant",
  workloads: { [intake]: intakeWorkload, writer: recordWriter(log), [gaps]: gapCheck(log, "nats") },
  needs: {
    buckets: {
      [log.bucket]: {
        role: "authoritative",
        written: "record",
        speaks: ["s3"],
        size: {
          perUserSeed: figure(
            quantity(10, "MiB/user"),
            "events of one user in a year: 40 a day of 700 bytes, half of which an exchanger tells where tenants share one",
            estimate,
          ),
          fixed: figure(
            gibibytes(10),
            "requests for secrets in a year: one in nine seconds, with its answer, of 1,500 bytes each",
            estimate,
          ),
        },
      },
    },
    bus: {
      publishes: {
        [platformEvents.name]: {
          publisher: intake,
          kept: figure(days(14), "events of the platform on the bus, read or not", decision),
          size: figure(
            mebibytes(512),
            "events of the platform on the bus: three days of 10,000 users at 20 a day of 700 bytes",
            decision,
          ),
        },
      },
      consumes: {
        events: { ...subscribed, topic: read.events },
        exchange: { ...subscribed, topic: read.exchange },
      },
      onKafka: { [gaps]: gapCheck(log, "kafka") },
      deadLettersKept: figure(days(14), "dead letters of the log: as long as the events they name", decision),
    },
  },
  secrets: {},
  exposes: [],
  without: {
    exchange: continues("no mail comes from outside, and what happens elsewhere is written down as ever"),
    bus: continues(
      "nothing arrives to be written down; what happens waits on the nodes of those to whom it happens, and the oldest of it is lost when a container has written more than its node keeps",
    ),
    objects: continues("what happens waits on the bus, and is written down when storage is back"),
  },
});
