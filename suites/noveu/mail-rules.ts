import { Refusal, type Mistake } from "../../language";

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
}

/** As the suite brings it: one key. */
export const mailRules: MailRules = { dkim: { selectors: ["s1"] } };

/** What a selector may be called: a DNS label, short enough for a Secret of its name. */
const selector = /^[a-z]([a-z0-9-]{0,18}[a-z0-9])?$/;

/** The rules, where they can be kept; throws a Refusal otherwise. */
export function checkedMailRules(rules: MailRules): MailRules {
  const { selectors } = rules.dkim;
  const mistakes = [
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
    ...selectors.flatMap((name, index): readonly Mistake[] => [
      ...(selector.test(name)
        ? []
        : [
            {
              where: `mail.dkim.selectors.${String(index)}`,
              value: name,
              why: "is no DNS label of at most 20 characters",
              wayOut: "use lower-case letters, digits and hyphens, starting with a letter",
            },
          ]),
      ...(selectors.indexOf(name) === index
        ? []
        : [
            {
              where: `mail.dkim.selectors.${String(index)}`,
              value: name,
              why: "stands there twice",
              wayOut: "give the new key a selector that no key had before",
            },
          ]),
    ]),
  ];
  if (mistakes.length > 0) throw new Refusal("mail", mistakes);
  return rules;
}
