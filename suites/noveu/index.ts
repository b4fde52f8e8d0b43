import type { ServiceDefinition } from "../../language";
import type { Suite } from "../suite";
import { files } from "./files";
import { mail } from "./mail";
import { portal } from "./portal";

const services = { files, mail, portal } satisfies Readonly<Record<string, ServiceDefinition>>;

/** What an architect may leave out of the suite, or put in the place of one of its services. */
export interface NoveuChoices {
  readonly services?: Readonly<Record<string, ServiceDefinition>>;
  readonly without?: readonly (keyof typeof services)[];
}

/** The Noveu workspace: mail with calendar and contacts, files, and the web portal in front of both. */
export function noveu({ services: own = {}, without = [] }: NoveuChoices = {}): Suite {
  const kept = Object.entries({ ...services, ...own }).filter(([name]) => !without.some((left) => left === name));
  return { name: "noveu", services: Object.fromEntries(kept) };
}
