import { images } from "../../catalog";
import {
  continues,
  refuses,
  defineService,
  enforced,
  figure,
  gibibytes,
  cores,
  days,
  mebibytes,
  quantity,
  secret,
  type Surroundings,
} from "../../language";
import {
  eventsPublisher,
  mailEvents,
  mailEventsWorkload,
  signatureKey,
  signatureSecret,
  toEvents,
} from "./mail-events";
import { discovery } from "./mail-discovery";
import { certificateFolder, serverLiveness } from "./mail-liveness";
import { mailPrograms } from "./mail-programs";
import { journalParts } from "./mail-journal-parts";
import type { MailRules } from "./mail-rules";
import { toAntivirus } from "./mail-scanning";
import { signingKeys } from "./mail-signing";
import { stalwartPlan } from "./stalwart-plan";

const spool = figure(mebibytes(1024), "local scratch of one Stalwart node", {
  kind: "decision",
  ref: "all durable state is in PostgreSQL and the bucket",
  date: "2026-11-21",
});

const temporary = figure(mebibytes(512), "temporary files of one Stalwart node", {
  kind: "decision",
  ref: "message parsing spills here",
  date: "2026-11-21",
});

const topicDecision = { kind: "decision", ref: "bestek event bus", date: "2026-11-21" } as const;

/** Stalwart's bootstrap file: where its data store is; everything else is in the plan that is applied to it. */
export function dataStore(at: Surroundings): string {
  const database = at.database();
  return JSON.stringify(
    {
      "@type": "PostgreSql",
      host: database.host,
      port: database.port,
      database: database.name,
      authUsername: database.user,
      authSecret: { "@type": "EnvironmentVariable", variableName: "STALWART_DB_PASSWORD" },
      useTls: true,
    },
    null,
    2,
  );
}

const environment = (at: Surroundings, { dkim, journal }: MailRules) => ({
  ...signingKeys(dkim.selectors),
  ...journalParts(journal).environment,
  STALWART_HOSTNAME: at.hostname("mail"),
  STALWART_PUBLIC_URL: `https://${at.hostname("mail")}`,
  STALWART_DB_PASSWORD: secret("database", "password"),
  STALWART_S3_ACCESS_KEY: secret("bucket-mail", "access-key"),
  STALWART_S3_SECRET_KEY: secret("bucket-mail", "secret-key"),
  STALWART_SIGNATURE_KEY: signatureKey,
});

/**
 * Mail, calendar and contacts: Stalwart speaks IMAP, SMTP, JMAP, ManageSieve, CalDAV and CardDAV from one process.
 * Rows live in PostgreSQL, message bodies in a bucket, so that every replica is interchangeable.
 */
export const mail = (rules: MailRules) =>
  defineService({
    name: "mail",
    title: "Mail, calendar and contacts",
    layer: "application",
    tenancy: "instance-per-tenant",
    workloads: {
      stalwart: {
        zone: "services",
        // Cluster members lease a node id under their host name, so replicas need names that last.
        running: { kind: "stateful" },
        activity: "active-site-only",
        image: images.stalwart,
        user: { uid: 2000, gid: 2000 },
        arguments: ["--config", "/etc/stalwart/config.json"],
        ports: {
          smtp: { port: 10025, protocol: "TCP" },
          submissions: { port: 10465, protocol: "TCP" },
          submission: { port: 10587, protocol: "TCP" },
          imaps: { port: 10993, protocol: "TCP" },
          sieve: { port: 14190, protocol: "TCP" },
          http: { port: 8080, protocol: "TCP" },
        },
        probes: {
          // Without the header a probe counts as a client and may be banned as one.
          startup: { kind: "http", port: "http", path: "/healthz/live", headers: { "X-Forwarded-For": "127.0.0.1" } },
          liveness: serverLiveness(),
          readiness: {
            kind: "http",
            port: "http",
            path: "/healthz/ready",
            headers: { "X-Forwarded-For": "127.0.0.1" },
          },
        },
        environment: (at) => environment(at, rules),
        files: (at) => ({ "config.json": dataStore(at), "plan.ndjson": stalwartPlan(at, rules) }),
        volumes: {
          state: { kind: "scratch", medium: "disk", size: { fixed: spool } },
          temporary: { kind: "scratch", medium: "disk", size: { fixed: temporary } },
        },
        mounts: [
          { volume: "files", path: "/etc/stalwart", readOnly: true },
          { volume: "certificate", path: certificateFolder, readOnly: true },
          { volume: "state", path: "/var/lib/stalwart" },
          { volume: "temporary", path: "/tmp" },
        ],
        preparation: [
          {
            // Settings live in the data store since 0.16: the plan is applied in recovery mode before the server starts.
            image: images.stalwartCli,
            command: ["/usr/local/bin/apply-plan", "/etc/stalwart/config.json", "/etc/stalwart/plan.ndjson"],
            mounts: [
              { volume: "files", path: "/etc/stalwart", readOnly: true },
              { volume: "certificate", path: certificateFolder, readOnly: true },
              { volume: "state", path: "/var/lib/stalwart" },
              { volume: "temporary", path: "/tmp" },
            ],
            environment: (at) => ({
              ...environment(at, rules),
              STALWART_RECOVERY_MODE: "1",
              STALWART_RECOVERY_PASSWORD: secret("recovery", "password"),
            }),
          },
        ],
        sizing: {
          kind: "per-users",
          usersPerReplica: figure(
            quantity(1500, "users/replica"),
            "named users one Stalwart node serves at the planned peak",
            {
              kind: "estimate",
              ref: "the vendor publishes no figure per mailbox; to be replaced by a load test",
              date: "2026-11-21",
            },
          ),
          footing: {
            cpu: figure(cores(1), "processor of one Stalwart node", {
              kind: "estimate",
              ref: "no published figure; to be replaced by a load test",
              date: "2026-11-21",
            }),
            memory: figure(gibibytes(2), "memory of one Stalwart node", {
              kind: "documentation",
              ref: "Stalwart system requirements: 1 GB for the first users, growing with concurrent connections",
              date: "2026-11-20",
            }),
          },
        },
        readOnlyRoot: enforced,
        bindsLowPorts: {
          kind: "capability",
          reason: "the image's binary carries the file capability, and the kernel refuses to run it without the bound",
        },
        egress: [
          { kind: "internet", port: 25, protocol: "TCP", reason: "outgoing mail to other mail servers" },
          toEvents("mail"),
          toAntivirus,
          ...journalParts(rules.journal).egress,
        ],
      },
      [mailEventsWorkload]: eventsPublisher("mail"),
      ...journalParts(rules.journal).workloads,
    },
    needs: {
      database: {
        extensions: [],
        collation: "C.UTF-8",
        size: {
          perUserSeed: figure(
            quantity(20, "MiB/user"),
            "mail rows: two fifths of the seed's 50 GB of database per 1000 users",
            {
              kind: "specification",
              ref: "Noveu reference architecture, sizing guidelines: database 50 GB per 1000 users excluding mail",
              date: "2026-01",
            },
          ),
        },
      },
      buckets: {
        mail: {
          role: "authoritative",
          speaks: ["s3", "azureBlob"],
          size: {
            perUserSeed: figure(quantity(100, "MiB/user"), "mailbox, upper end of the seed's estimate", {
              kind: "specification",
              ref: "Noveu reference architecture, sizing guidelines: mail storage 50-100 GB per 1000 users",
              date: "2026-01",
            }),
            perUserMeasured: figure(quantity(3380, "MiB/user"), "mailbox as measured: 660 GB for 200 users", {
              kind: "measurement",
              ref: "openDesk scaling guide: 200 users of groupware, 660 GB",
              date: "2026-11-20",
            }),
          },
        },
        ...journalParts(rules.journal).buckets,
      },
      oidc: {
        client: "confidential",
        redirects: [{ label: "mail", path: "/authorize/code" }],
        programs: mailPrograms,
      },
      certificate: { labels: ["mail"], keys: rules.certificate.keys },
      dkim: rules.dkim,
      bus: {
        publishes: {
          [mailEvents.name]: {
            publisher: mailEventsWorkload,
            kept: figure(days(14), "events of the mail server on the bus, read or not", topicDecision),
            size: figure(
              mebibytes(256),
              "events of one mail server on the bus: two days of 4,000 users at 50 a day of 700 bytes",
              topicDecision,
            ),
          },
        },
        consumes: {},
        deadLettersKept: figure(days(14), "dead letters of the mail server: as long as its events", topicDecision),
      },
    },
    secrets: {
      recovery: { keys: { password: 40 } },
      ...signatureSecret,
      ...journalParts(rules.journal).secrets,
    },
    unkept: journalParts(rules.journal).unkept,
    exposes: [
      {
        kind: "https",
        label: "mail",
        workload: "stalwart",
        port: "http",
        access: "service-decides",
        lookedUpAs: ["caldavs", "carddavs", "jmap"],
      },
      ...discovery,
      {
        kind: "tcp",
        label: "mail",
        publicPort: 25,
        workload: "stalwart",
        port: "smtp",
        sharing: { kind: "relay", service: "exchange" },
      },
      {
        kind: "tcp",
        label: "mail",
        publicPort: 465,
        workload: "stalwart",
        port: "submissions",
        sharing: { kind: "server-name" },
      },
      {
        kind: "tcp",
        label: "mail",
        publicPort: 993,
        workload: "stalwart",
        port: "imaps",
        sharing: { kind: "server-name" },
      },
      {
        kind: "tcp",
        label: "mail",
        publicPort: 4190,
        workload: "stalwart",
        port: "sieve",
        sharing: { kind: "closed", instead: "filters are edited over JMAP, which the web address speaks" },
      },
    ],
    without: {
      database: refuses(
        "mailboxes, filters and the queue stand in the database; other servers keep their mail and try again for days",
      ),
      objects: continues("mailboxes are listed; no message is opened, and other servers are told to try again later"),
      chat: continues("mail works as it is"),
      files: continues("mail works; large attachments can't be sent as links"),
      portal: continues("mail works from its own address and from every client"),
      audit: continues("mail works; what happens waits on the bus for two weeks"),
      bus: continues("mail works; the server keeps what happens for half an hour, and then lets it go"),
      identity: continues("signed-in sessions go on; nobody signs in anew; other servers' mail is still received"),
      ai: continues("mail works as it is"),
      antivirus: continues("mail is read; none is taken or sent, other servers keep it and come again"),
    },
  });
