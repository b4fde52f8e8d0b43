import type { DataPath } from "../language";
import { asynchronousPaths, authenticationPaths, synchronousPaths } from "./platform";
import { servicesOf, type ServiceChoice } from "./services-of";

/** Every way that data takes through an environment, by id: those of its suite, and those that follow from what any suite's services expose and read. */
export function pathsOf(choice: ServiceChoice): Readonly<Record<string, DataPath>> {
  const services = servicesOf(choice);
  const all = {
    ...authenticationPaths(services),
    ...synchronousPaths(services),
    ...asynchronousPaths(services),
    ...choice.suite.paths?.(services),
  };
  return Object.fromEntries(Object.entries(all).sort(([a], [b]) => (a < b ? -1 : 1)));
}
