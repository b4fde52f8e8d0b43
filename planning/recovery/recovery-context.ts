import { tierOf, type Environment } from "../../environments/schema";
import type { Derived } from "../../language";
import { servingOf } from "../placement";
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

/** True where another site is ready to take over. */
export const hasStandby = ({ environment }: RecoveryContext): boolean => servingOf(environment).kind === "followed";

/** True where the other site may be gone: what its loss cost stands in the plan of the day before. */
export const isSurvivor = ({ environment }: RecoveryContext): boolean => servingOf(environment).kind === "survivor";

export const tierIn = ({ environment }: RecoveryContext): ReturnType<typeof tierOf> => tierOf(environment.recovery);
