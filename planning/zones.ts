import { describe, quantity, type Derived } from "../language";
import { figureId, type Ledger } from "./ledger";
import type { SiteWorld } from "./site-world";

/** Enters over how many zones a site is spread. */
export function enterZones(ledger: Ledger, world: SiteWorld): Derived<"zones"> {
  const stated =
    world.kind === "existing"
      ? ledger.fact(
          figureId(world.id, "zones"),
          quantity(world.zones.length, "zones"),
          `zones of the customer's cluster: ${world.zones.join(", ")}`,
          { kind: "environment", ref: `facts of site "${world.id}": zones`, date: "undated" },
        )
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
