import { Refusal, type Mistake } from "../../language";

/** Whether a copy of every message that comes or goes is kept, which nobody can take back. */
export type MailJournal =
  | { readonly kind: "none" }
  /** Every message of everybody: what the customer decides, with his works council. */
  | { readonly kind: "kept"; /** Whole years from 1 to 10 that a copy stands, locked. */ readonly years: number };

/** What an organisation decides about its mail. */
export interface MailRules {
  /** The keys that sign what it sends. */
  readonly dkim: {
    /**
     * Names of the keys below `_domainkey.<domain>`, at least one. Mail is signed with each of them: a new one comes beside the old one, and
     * the old one goes when nobody asks for its record any more.
     */
    readonly selectors: readonly string[];
  };
  readonly journal: MailJournal;
  /** The certificate that the server shows to others which deliver mail, wherever it is one for all tenants or the customer's own. */
  readonly certificate: {
    /**
     * Names of its keys, at least two. The certificate is over the first, and other servers are told of all (DANE): the second can take the first one's
     * place at any moment.
     */
    readonly keys: readonly string[];
  };
}

/** As the suite brings it: one key that signs, two for the certificate, and no journal. */
export const mailRules: MailRules = {
  dkim: { selectors: ["s1"] },
  journal: { kind: "none" },
  certificate: { keys: ["k1", "k2"] },
};

/** Longest that the journal stands: as long as anything may be locked, see the fact `records`. */
const longest = 10;

/** What a key may be called: a DNS label, short enough for a Secret of its name. */
const label = /^[a-z]([a-z0-9-]{0,18}[a-z0-9])?$/;

/** The rules, where they can be kept; throws a Refusal otherwise. */
export function checkedMailRules(rules: MailRules): MailRules {
  const { selectors } = rules.dkim;
  const mistakes = [
    ...journalMistakes(rules.journal),
    ...(selectors.length === 0
      ? [
          {
            where: "mail.dkim.selectors",
            value: [],
            why: "leaves mail without a signature",
            wayOut: 'name one, such as "s1"',
          },
        ]
      : []),
    ...nameMistakes("mail.dkim.selectors", "selector", selectors),
    ...(rules.certificate.keys.length >= 2
      ? []
      : [
          {
            where: "mail.certificate.keys",
            value: rules.certificate.keys,
            why: "leaves no key to go on with where the one in use must go, which others would have to be told of first",
            wayOut: 'name two, such as "k1" and "k2"',
          },
        ]),
    ...nameMistakes("mail.certificate.keys", "name", rules.certificate.keys),
  ];
  if (mistakes.length > 0) throw new Refusal("mail", mistakes);
  return rules;
}

/** What keys may not be called; `word` is what a name is there. */
const nameMistakes = (where: string, word: string, names: readonly string[]): readonly Mistake[] =>
  names.flatMap((name, index): readonly Mistake[] => [
    ...(label.test(name)
      ? []
      : [
          {
            where: `${where}.${String(index)}`,
            value: name,
            why: "is no DNS label of at most 20 characters",
            wayOut: "use lower-case letters, digits and hyphens, starting with a letter",
          },
        ]),
    ...(names.indexOf(name) === index
      ? []
      : [
          {
            where: `${where}.${String(index)}`,
            value: name,
            why: "stands there twice",
            wayOut: `give the new key a ${word} that no key had before`,
          },
        ]),
  ]);

function journalMistakes(journal: MailJournal): readonly Mistake[] {
  switch (journal.kind) {
    case "none":
      return [];
    case "kept":
      return Number.isInteger(journal.years) && journal.years >= 1 && journal.years <= longest
        ? []
        : [
            {
              where: "mail.journal.years",
              value: journal.years,
              why: `is no whole number of years from 1 to ${String(longest)}, and nobody could shorten a lock again`,
              wayOut: "write the years for which the law or the customer wants mail kept, such as 7",
            },
          ];
  }
}
