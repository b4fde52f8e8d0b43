import type { ServiceDefinition } from "../../language";
import type { Suite } from "../suite";
import { exchange } from "./exchange";
import { files } from "./files";
import { mail } from "./mail";
import { portal } from "./portal";

const services = { exchange, files, mail, portal } satisfies Readonly<Record<string, ServiceDefinition>>;

/** What an architect may leave out of the suite, or put in the place of one of its services. */
export interface NoveuChoices {
  readonly services?: Readonly<Record<string, ServiceDefinition>>;
  readonly without?: readonly (keyof typeof services)[];
}

/** The Noveu workspace: mail with calendar and contacts, files, and the web portal in front of both. */
export function noveu({ services: own = {}, without = [] }: NoveuChoices = {}): Suite {
  // Without mail there is none to exchange.
  const left: readonly string[] = without.includes("mail") ? [...without, "exchange"] : without;
  const kept = Object.entries({ ...services, ...own }).filter(([name]) => !left.includes(name));
  return { name: "noveu", services: Object.fromEntries(kept) };
}
