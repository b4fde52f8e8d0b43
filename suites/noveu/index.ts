import type { ServiceDefinition } from "../../language";
import type { Suite } from "../suite";
import { antivirus } from "./antivirus";
import { antivirusRules, type AntivirusRules } from "./antivirus-rules";
import { audit } from "./audit";
import { chat } from "./chat";
import { chatRules, type ChatRules } from "./chat-rules";
import { exchange } from "./exchange";
import { files } from "./files";
import { mail } from "./mail";
import { portal } from "./portal";

const services = {
  antivirus: antivirus(antivirusRules),
  audit,
  chat: chat(chatRules),
  exchange,
  files,
  mail,
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
}

/** The Noveu workspace: mail with calendar and contacts, files, chat, the web portal in front of them, and the log of what happens. */
export function noveu({
  services: own = {},
  without = [],
  chat: rules,
  antivirus: scanning,
}: NoveuChoices = {}): Suite {
  // Without mail there is none to exchange, and nothing happens that would be written down.
  const left: readonly string[] = without.includes("mail") ? [...without, "audit", "exchange"] : without;
  const kept = Object.entries({
    ...services,
    ...(rules === undefined ? {} : { chat: chat({ ...chatRules, ...rules }) }),
    ...(scanning === undefined ? {} : { antivirus: antivirus({ ...antivirusRules, ...scanning }) }),
    ...own,
  }).filter(([name]) => !left.includes(name));
  return { name: "noveu", services: Object.fromEntries(kept) };
}
