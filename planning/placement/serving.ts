import { siteId, standbyOf, type Environment, type Site } from "../../environments/schema";

type Facts = Pick<Environment, "site" | "recovery">;

/** Which site serves, and what the other one does meanwhile. */
export type Serving =
  /** There is no other one. */
  | { readonly kind: "alone"; readonly site: Site }
  | { readonly kind: "followed"; readonly site: Site; readonly follower: Site }
  /** The other one may be gone: nothing may need it. */
  | { readonly kind: "survivor"; readonly site: Site; readonly lost: Site };

export function servingOf(environment: Facts): Serving {
  const standby = standbyOf(environment)?.site;
  const { site: primary, recovery } = environment;
  if (standby === undefined || recovery.kind === "backup-restore") return { kind: "alone", site: primary };
  switch (recovery.active) {
    case "primary":
      return { kind: "followed", site: primary, follower: standby };
    case "standby":
      return { kind: "survivor", site: standby, lost: primary };
    case "standby-followed":
      return { kind: "followed", site: standby, follower: primary };
  }
}

/** Every site of the environment, the primary first. */
export function sitesOf(environment: Facts): readonly Site[] {
  const standby = standbyOf(environment);
  return standby === undefined ? [environment.site] : [environment.site, standby.site];
}

/** Site that serves; the other one, where there is one, stands by. */
export const activeSite = (environment: Facts): Site => servingOf(environment).site;

/** Sites that can be counted on, the primary first. */
export function presentSites(environment: Facts): readonly Site[] {
  const serving = servingOf(environment);
  return serving.kind === "survivor" ? [serving.site] : sitesOf(environment);
}

/** True where the site is that one. */
export const isSite = (site: Site, other: Site): boolean => siteId(site) === siteId(other);
