import type { ServiceDefinition } from "../../language";
import type { Suite } from "../suite";
import { ai } from "./ai";
import { checkedAiRules, type AiRules } from "./ai-rules";
import { antivirus } from "./antivirus";
import { antivirusRules, type AntivirusRules } from "./antivirus-rules";
import { audit } from "./audit";
import { chat } from "./chat";
import { chatRules, type ChatRules } from "./chat-rules";
import { exchange } from "./exchange";
import { files } from "./files";
import { mail } from "./mail";
import { models } from "./models";
import { portal } from "./portal";
import { operations } from "../platform";

const services = {
  antivirus: antivirus(antivirusRules),
  audit,
  chat: chat(chatRules),
  exchange,
  files,
  mail,
  ops: operations,
  portal,
} satisfies Readonly<Record<string, ServiceDefinition>>;

/** What an architect may leave out of the suite, or put in the place of one of its services. */
export interface NoveuChoices {
  readonly services?: Readonly<Record<string, ServiceDefinition>>;
  readonly without?: readonly (keyof typeof services)[];
  /** What differs from the closed, keeping chat that the suite brings. */
  readonly chat?: Partial<ChatRules>;
  /** What differs from the antivirus that the suite brings. */
  readonly antivirus?: Partial<AntivirusRules>;
  /** Where models compute and what people may ask of them. Default: no AI, for nobody should pay for its processors unasked. */
  readonly ai?: AiRules;
}

/**
 * The Noveu workspace: mail with calendar and contacts, files, chat, AI where it is asked for, the web portal in front of them, the door by
 * which administrators come, and the log of what happens. Throws a Refusal where the rules of AI can't be kept.
 */
export function noveu({
  services: own = {},
  without = [],
  chat: rules,
  antivirus: scanning,
  ai: asked,
}: NoveuChoices = {}): Suite {
  const assisted = asked === undefined ? {} : aiServices(checkedAiRules(asked));
  // Without mail there is none to exchange; without both, nothing happens that would be written down.
  const left: readonly string[] = without.includes("mail")
    ? [...without, "exchange", ...("ai" in assisted ? [] : ["audit"])]
    : without;
  const kept = Object.entries({
    ...services,
    ...(rules === undefined ? {} : { chat: chat({ ...chatRules, ...rules }) }),
    ...(scanning === undefined ? {} : { antivirus: antivirus({ ...antivirusRules, ...scanning }) }),
    ...assisted,
    ...own,
  }).filter(([name]) => !left.includes(name));
  return { name: "noveu", services: Object.fromEntries(kept) };
}

const aiServices = (rules: AiRules) => ({ ai: ai(rules), models: models(rules) });
