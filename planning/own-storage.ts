import type { Environment, StoragePlace } from "../environments/schema";
import type { OwnStoragePlan } from "../language";
import { offsiteOf, sitesOf, storageAt } from "./placement";

/** Every storage of the customer's own that the environment uses, by its name. */
export function ownStorage(
  environment: Pick<Environment, "site" | "recovery" | "state">,
): Readonly<Record<string, OwnStoragePlan>> {
  const places: readonly (StoragePlace | undefined)[] = [
    ...sitesOf(environment).map(storageAt),
    offsiteOf(environment),
    environment.state.region,
  ];
  return Object.fromEntries(
    places
      .flatMap((place) => (place?.cloud === "existing" ? [place] : []))
      .map(({ name, host, country, failureDomain }) => [name, { host, country, failureDomain }] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}
