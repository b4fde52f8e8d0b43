import { tierOf, type Environment } from "../../environments/schema";
import type { Derived } from "../../language";
import type { SiteWorld } from "../site-world";

/** Facts that decide what a failure costs. */
export interface RecoveryContext {
  readonly environment: Pick<Environment, "site" | "recovery" | "parts" | "dns">;
  /** The site that serves. */
  readonly world: SiteWorld;
  /** Data centres of its region. */
  readonly zones: Derived<"zones">;
}

/** True where the region goes on without one of its data centres. */
export const survivesDatacentre = ({ zones }: Pick<RecoveryContext, "zones">): boolean => zones.value >= 3;

export const tierIn = ({ environment }: RecoveryContext): ReturnType<typeof tierOf> => tierOf(environment.recovery);
