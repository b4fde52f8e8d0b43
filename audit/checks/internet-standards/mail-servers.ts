import type { Facts, KubernetesFact } from "../../facts";
import { listAt, textAt } from "../../facts/json";
import { objectsOfKind } from "../../facts/of-kind";
import { mailPlanFile, planned } from "../../workloads/mail-plan";

/** A key with which a mail server signs. */
export interface Signature {
  readonly selector: string;
  /** Variable in which the server finds the private key. */
  readonly variable: string;
  readonly isActive: boolean;
}

/** What a mail server is told of a domain whose mail it has. */
export interface MailServer {
  /** Id of the ConfigMap that tells it, and the ConfigMap. */
  readonly object: string;
  readonly told: KubernetesFact;
  readonly domain: string;
  readonly signatures: readonly Signature[];
  /** Whether it makes keys by itself. */
  readonly makesKeys: boolean;
  /** Whether any rule has it sign what its people send. */
  readonly signs: boolean;
}

/** Every mail server with mailboxes, by the plan that is applied to it. */
export const mailServers = (facts: Pick<Facts, "kubernetes">): readonly MailServer[] =>
  objectsOfKind(facts, "ConfigMap").flatMap(([object, told]) => {
    const plan = textAt(told.object, "data", mailPlanFile);
    return plan === undefined ? [] : domainsOf(plan).map((domain) => ({ object, told, ...domain }));
  });

function domainsOf(plan: string): readonly Omit<MailServer, "object" | "told">[] {
  const signs = planned(plan, "SenderAuth").some(
    ([field, rule]) =>
      field === "dkimSignDomain" && listAt(rule, "match").some((match) => textAt(match, "then") === "sender_domain"),
  );
  return planned(plan, "Domain").map(([id, domain]) => ({
    domain: textAt(domain, "name") ?? "",
    makesKeys: textAt(domain, "dkimManagement", "@type") !== "Manual",
    signs,
    signatures: planned(plan, "DkimSignature")
      .filter(([, signature]) => textAt(signature, "domainId") === `#${id}`)
      .map(([, signature]) => ({
        selector: textAt(signature, "selector") ?? "",
        variable: textAt(signature, "privateKey", "variableName") ?? "",
        isActive: textAt(signature, "stage") === "active",
      })),
  }));
}
