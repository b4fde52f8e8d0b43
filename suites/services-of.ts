import type { ServiceDefinition } from "../language";
import { platformServices } from "./platform";
import type { Suite } from "./suite";

/** Every service of an environment: those of its suite and those that every suite stands on, sorted by name. */
export function servicesOf({ suite }: { readonly suite: Suite }): readonly ServiceDefinition[] {
  return Object.values({ ...suite.services, ...platformServices }).sort((a, b) => (a.name < b.name ? -1 : 1));
}
