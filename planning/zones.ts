import { describe, quantity, type Derived } from "../language";
import { assumptions } from "./assumptions";
import { figureId, type Ledger } from "./ledger";
import type { SiteWorld } from "./site-world";

/** Enters over how many zones a site is spread. */
export function enterZones(ledger: Ledger, world: SiteWorld): Derived<"zones"> {
  const stated =
    world.kind === "existing"
      ? ledger.figure("existing-zones", assumptions.existingZones)
      : ledger.figure(figureId(world.cloud, world.region.name, "zones"), {
          ...quantity(world.region.zones.length, "zones"),
          meaning: `zones of ${world.region.name}: ${world.region.zones.join(", ")}`,
          source: world.region.source,
        });
  return ledger.derive(`sites.${world.id}.zones`, quantity(stated.value, "zones"), {
    rule: "zones-of-region",
    from: [stated],
    because: `${describe(stated)}: ${stated.because}`,
  });
}
