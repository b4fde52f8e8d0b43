import { apply } from "./commands";
import { step } from "./markdown";
import type { RunbookFacts } from "./runbook-facts";

/** Keys that sign mail, and where they are made. */
export interface MailSigning {
  /** Names of the keys below `_domainkey.<domain>`. */
  readonly selectors: readonly string[];
  /** A stack by its name, or the stack of each tenant by the beginning of all their names. */
  readonly keysIn:
    { readonly kind: "stack"; readonly name: string } | { readonly kind: "tenants"; readonly prefix: string };
}

/** Turning the keys that sign mail: the new one beside the old one, until nobody asks for the old one's record. */
export function turnSigningKeys(number: number, facts: RunbookFacts, { selectors, keysIn }: MailSigning): string {
  const { environment, domain, page } = facts;
  const [old = ""] = selectors;
  const address = `vault_transit_secret_backend_key.signing-key-${old}`;
  return step(
    number,
    "Keys that sign mail",
    `Never turned by themselves: a key is known by its selector, and a new key has a new one. Add a selector that no key had before to \`mail.dkim.selectors\` in \`${page}\`, synthesize, and apply ` +
      "what makes keys and records first, then what signs: for as long as both stand there, mail is signed with both. Take the old selector out after a week, when no mail " +
      "that it signed alone is on its way any more. Whoever may have the old key signs until then: where it was stolen, take it out at once. The mail server keeps " +
      "its own entry of the old key, without the key, and says so in its log until somebody deletes it (DkimSignature, in its administration).",
    [
      `npx bestek synth ${environment}`,
      ...applyKeys(keysIn),
      `dig +short TXT <new selector>._domainkey.${keysIn.kind === "stack" ? domain : "<domain of each tenant>"}`,
      ...applyMail(facts, keysIn),
      "# a week later, with the old selector taken out of the page",
      ...(keysIn.kind === "stack"
        ? [`npx bestek retire ${environment} address ${keysIn.name}:${address} --by "<who decides>"`]
        : [
            `for stack in cdktf.out/stacks/${keysIn.prefix}*; do npx bestek retire ${environment} address "$(basename "$stack"):${address}" --by "<who decides>"; done`,
          ]),
    ],
  );
}

const applyKeys = (keysIn: MailSigning["keysIn"]): readonly string[] => {
  switch (keysIn.kind) {
    case "stack":
      return apply([keysIn.name]);
    case "tenants":
      return [`for stack in cdktf.out/stacks/${keysIn.prefix}*; do apply "$(basename "$stack")"; done`];
  }
};

/** A tenant's mail server is in stacks of the tenant's own, which the first pass applied already. */
const applyMail = ({ serving }: RunbookFacts, keysIn: MailSigning["keysIn"]): readonly string[] => {
  switch (keysIn.kind) {
    case "stack":
      return apply(serving.stacks.filter((stack) => stack.includes("-application-")));
    case "tenants":
      return [];
  }
};
