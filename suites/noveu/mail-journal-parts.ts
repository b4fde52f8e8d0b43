import { journalBucket, journalNeed, journalSecret, journalToken, journalWorkload, toJournal } from "./mail-journal";
import { journalCarrier } from "./mail-journal-carrier";
import type { MailJournal } from "./mail-rules";

/** What a journal adds to the service; nothing where none is kept, with the reason. */
export function journalParts(journal: MailJournal) {
  switch (journal.kind) {
    case "none":
      return {
        workloads: {},
        egress: [],
        buckets: {},
        secrets: {},
        environment: {},
        unkept: {
          journal:
            "no copy of every message is kept: everybody's letters for years are a decision of the customer's with his works council (mail.journal)",
        },
      };
    case "kept":
      return {
        workloads: { [journalWorkload]: journalCarrier },
        egress: [toJournal],
        buckets: { [journalBucket]: journalNeed(journal) },
        secrets: journalSecret,
        environment: { STALWART_JOURNAL_TOKEN: journalToken },
        unkept: {},
      };
  }
}
