import {
  days,
  figure,
  quantity,
  secret,
  type BucketNeed,
  type Egress,
  type Figure,
  type Surroundings,
} from "../../language";
import type { MailJournal } from "./mail-rules";
import { upsert, type Line } from "./stalwart-plan";

/** Workload of the mail service that takes the copies, and the bucket that it writes. */
export const journalWorkload = "journal";
export const journalBucket = "journal";

/** Where the carrier takes messages. */
export const journalIntake = { port: 8080, path: "/message" } as const;

/** Seconds that each waits for the next: storage, the carrier for it, and the mail server for both. A sender waits ten minutes for its answer (RFC 5321, 4.5.3.2.6). */
export const journalWaits = { storage: 45, carrier: 100, server: 120 } as const;

/** What the mail server shows the carrier; both sides have it from the same secret. */
export const journalSecret = { journal: { keys: { token: 48 } } } as const;
export const journalToken = secret("journal", "token");

/** Days of that many years, leap days included. */
const daysOf = (years: number): number => Math.ceil(years * 365.25);

const kept = (years: number): Figure<"days"> =>
  figure(
    days(daysOf(years)),
    `how long the copy of a message stands: ${String(years)} years, as the customer decided`,
    {
      kind: "environment",
      ref: "suite: mail.journal.years",
      date: "undated",
    },
  );

/** The way of a mail server to its journal. */
export const toJournal: Egress = { kind: "service", service: "mail", workload: journalWorkload, port: "message" };

/**
 * Has the mail server hand over every message before it takes it: what other servers deliver, what people send over SMTP and JMAP, and invitations, which all end in
 * the same stage. Where no copy stands the sender is told to come again (tempFailOnError). Fields as in Stalwart's schema of 0.16; thousandths of a second.
 */
export const journalling = (at: Surroundings): Line =>
  upsert("MtaHook", ["url"], "journal", {
    url: `http://${at.workload("mail", journalWorkload)}:${String(journalIntake.port)}${journalIntake.path}`,
    httpAuth: {
      "@type": "Bearer",
      bearerToken: { "@type": "EnvironmentVariable", variableName: "STALWART_JOURNAL_TOKEN" },
    },
    stages: { data: true },
    enable: { else: "true" },
    tempFailOnError: true,
    timeout: journalWaits.server * 1_000,
  });

/**
 * Where copies lie. Microsoft plans 50 to 500 messages for each person and day, of 75 kB: the least of it on 250 days is 894 MiB. The seed says how large a mailbox
 * is, and not what passes through it.
 */
export const journalNeed = ({ years }: Extract<MailJournal, { kind: "kept" }>): BucketNeed => ({
  role: "authoritative",
  written: { kind: "journal", kept: kept(years) },
  speaks: ["s3"],
  size: {
    perUserSeed: figure(
      quantity(900, "MiB/user"),
      "mail of one user in a year: 50 messages of 75 kB, sent and received, on 250 working days, each with its envelope",
      {
        kind: "estimate",
        ref: "Microsoft's planning sizes for Exchange, 50 to 500 messages a day of 75 kB; to be replaced by a count of the journal's first month",
        date: "2026-11-22",
      },
    ),
  },
});
