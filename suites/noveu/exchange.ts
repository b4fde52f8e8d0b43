import {
  continues,
  days,
  defineService,
  figure,
  gibibytes,
  mebibytes,
  quantity,
  refuses,
  secret,
  type Surroundings,
} from "../../language";
import { exchangePlan } from "./exchange-plan";
import { mail, dataStore } from "./mail";
import {
  eventsPublisher,
  exchangeEvents,
  mailEventsWorkload,
  signatureKey,
  signatureSecret,
  toEvents,
} from "./mail-events";
import { mailRules, type MailRules } from "./mail-rules";
import { toAntivirus } from "./mail-scanning";

const decided = {
  kind: "decision",
  ref: "takes mail and hands it on; nothing stays",
  date: "2026-11-21",
} as const;

const topicDecision = { kind: "decision", ref: "bestek event bus", date: "2026-11-22" } as const;

const server = mail(mailRules).workloads["stalwart"];
if (server === undefined) throw new Error("the mail service has no server");

const environment = (at: Surroundings) => ({
  STALWART_HOSTNAME: at.hostname("mx"),
  STALWART_PUBLIC_URL: `https://${at.hostname("mx")}`,
  STALWART_DB_PASSWORD: secret("database", "password"),
  STALWART_SIGNATURE_KEY: signatureKey,
});

const prepare = server.preparation.map((step) => ({
  ...step,
  environment: (at: Surroundings) => ({
    ...environment(at),
    STALWART_RECOVERY_MODE: "1",
    STALWART_RECOVERY_PASSWORD: secret("recovery", "password"),
  }),
}));

/**
 * Mail exchanger of tenants that share an address: a connection to port 25 says nothing of whose mail it brings until it names a
 * recipient. It has no way to the internet, so that it can't return what a tenant refuses to whoever a forger named as sender.
 */
export const exchange = ({ certificate }: Pick<MailRules, "certificate">) =>
  defineService({
    name: "exchange",
    title: "Mail exchanger",
    layer: "application",
    tenancy: "between-tenants",
    workloads: {
      stalwart: {
        ...server,
        ports: { smtp: { port: 10025, protocol: "TCP" }, http: { port: 8080, protocol: "TCP" } },
        environment,
        files: (at) => ({ "config.json": dataStore(at), "plan.ndjson": exchangePlan(at) }),
        preparation: prepare,
        sizing: {
          kind: "per-users",
          usersPerReplica: figure(quantity(10_000, "users/replica"), "named users whose incoming mail one node takes", {
            kind: "estimate",
            ref: "no published figure; to be replaced by a load test",
            date: "2026-11-21",
          }),
          footing: server.sizing.footing,
        },
        egress: [
          { kind: "service", service: "mail", workload: "stalwart", port: "submission" },
          toEvents("exchange"),
          toAntivirus,
        ],
      },
      [mailEventsWorkload]: eventsPublisher("exchange"),
    },
    needs: {
      database: {
        extensions: [],
        collation: "C.UTF-8",
        size: {
          // Not by user: mail waits here only while a tenant's server is away, and a busy hour of all of them is far less.
          fixed: figure(gibibytes(20), "settings, and mail that waits for tenants' servers", decided),
        },
      },
      certificate: { labels: ["mx"], keys: certificate.keys },
      bus: {
        publishes: {
          [exchangeEvents.name]: {
            publisher: mailEventsWorkload,
            kept: figure(days(14), "events of the exchanger on the bus, read or not", topicDecision),
            size: figure(
              mebibytes(512),
              "events of the exchanger on the bus: three days of 10,000 users with 20 messages a day of 700 bytes",
              topicDecision,
            ),
          },
        },
        consumes: {},
        deadLettersKept: figure(days(14), "dead letters of the exchanger: as long as its events", topicDecision),
      },
    },
    secrets: { recovery: { keys: { password: 40 } }, ...signatureSecret },
    exposes: [{ kind: "tcp", label: "mx", publicPort: 25, workload: "stalwart", port: "smtp" }],
    without: {
      database: refuses(
        "its settings and its queue stand in the database; other servers keep their mail and try again for days",
      ),
      mail: continues("mail waits here and is handed on later"),
      bus: continues("mail is handed on; the server keeps what happens for half an hour, and then lets it go"),
      "platform-audit": continues("mail is handed on; what happens waits on the bus for two weeks"),
      antivirus: refuses("no mail is taken; other servers keep it and come again"),
    },
  });
