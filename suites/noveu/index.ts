import type { ServiceDefinition } from "../../language";
import type { Suite } from "../suite";
import { ai } from "./ai";
import { checkedAiRules, type AiRules } from "./ai-rules";
import { antivirus } from "./antivirus";
import { antivirusRules, type AntivirusRules } from "./antivirus-rules";
import { audit } from "./audit";
import { identity } from "../platform";
import { billing } from "./billing";
import { billingRules, type BillingRules } from "./billing-rules";
import { calls } from "./calls";
import { chat } from "./chat";
import { chatRules, checkedChatRules, type ChatRules } from "./chat-rules";
import { directory } from "./directory";
import { downloads } from "./downloads";
import { exchange } from "./exchange";
import { files } from "./files";
import { mail } from "./mail";
import { mailReceipt } from "./mail-receipt";
import { checkedMailRules, mailRules, type MailRules } from "./mail-rules";
import { models } from "./models";
import { office } from "./office";
import { checkedOfficeRules, officeRules, type OfficeRules } from "./office-rules";
import { platformAudit } from "./platform-audit";
import { portal } from "./portal";
import { operations, settings } from "../platform";

const services = {
  antivirus: antivirus(antivirusRules),
  audit,
  chat: chat(chatRules),
  config: settings,
  directory,
  downloads,
  exchange: exchange(mailRules),
  files,
  mail: mail(mailRules),
  ops: operations,
  office: office(officeRules),
  "platform-audit": platformAudit,
  portal,
} satisfies Readonly<Record<string, ServiceDefinition>>;

/** What an architect may leave out of the suite, or put in the place of one of its services. */
export interface NoveuChoices {
  readonly services?: Readonly<Record<string, ServiceDefinition>>;
  readonly without?: readonly (keyof typeof services | "billing")[];
  /** What differs from the closed, keeping chat with calls that the suite brings. */
  readonly chat?: Partial<ChatRules>;
  /** What differs from the mail that the suite brings. */
  readonly mail?: Partial<MailRules>;
  /** What differs from the office editing that the suite brings. */
  readonly office?: Partial<OfficeRules>;
  /** What differs from the antivirus that the suite brings. */
  readonly antivirus?: Partial<AntivirusRules>;
  /** What tenants of a shared platform are charged. Default: everything is counted, and nothing has a price. */
  readonly billing?: Partial<BillingRules>;
  /** Where models compute and what people may ask of them. Default: no AI, for nobody should pay for its processors unasked. */
  readonly ai?: AiRules;
}

/**
 * The Noveu workspace: mail with calendar and contacts, files, chat, AI where it is asked for, the web portal in front of them, the door by
 * which administrators come, the logs of what happens, and bills where tenants share a platform. Throws a Refusal where the rules of AI
 * can't be kept.
 */
export function noveu({
  services: own = {},
  without = [],
  chat: rules,
  mail: posting,
  antivirus: scanning,
  billing: prices,
  office: editing,
  ai: asked,
}: NoveuChoices = {}): Suite {
  const assisted = asked === undefined ? {} : aiServices(checkedAiRules(asked));
  const talking = checkedChatRules({ ...chatRules, ...rules });
  const left: readonly string[] = [
    ...without,
    // Without chat nobody knows of a call.
    ...(without.includes("chat") ? ["calls"] : []),
    // Without mail there is none to exchange; without it and AI, nothing happens that would be written down.
    ...(without.includes("mail") ? ["exchange", ...("ai" in assisted ? [] : ["audit"])] : []),
    // Without files there is nothing to edit, and no place for certificates.
    ...(without.includes("files") ? ["office", "directory"] : []),
  ];
  const kept = Object.entries({
    ...services,
    ...(rules === undefined ? {} : { chat: chat(talking) }),
    ...(talking.calls.kind === "none" ? {} : { calls: calls(talking.calls, talking.federation) }),
    ...(posting === undefined ? {} : mailServices(checkedMailRules({ ...mailRules, ...posting }))),
    ...(scanning === undefined ? {} : { antivirus: antivirus({ ...antivirusRules, ...scanning }) }),
    ...(editing === undefined ? {} : { office: office(checkedOfficeRules({ ...officeRules, ...editing })) }),
    ...assisted,
    ...own,
  }).filter(([name]) => !left.includes(name));
  const running = kept.map(([, service]) => service);
  const metered = [identity, ...running].flatMap(({ meters }) => meters ?? []);
  const charging =
    left.includes("billing") || "billing" in own ? {} : { billing: billing({ ...billingRules, ...prices }, metered) };
  return { name: "noveu", services: { ...Object.fromEntries(kept), ...charging }, paths: mailReceipt };
}

const mailServices = (rules: MailRules) => ({ exchange: exchange(rules), mail: mail(rules) });

const aiServices = (rules: AiRules) => ({ ai: ai(rules), models: models(rules) });
