import { siteId, type Environment, type Site } from "../environments/schema";

type Named = Pick<Environment, "name">;

const ofEnvironment =
  (part: string) =>
  ({ name }: Named): string =>
    `${name}-${part}`;

const ofSite =
  (part: string) =>
  ({ name }: Named, site: Site): string =>
    `${name}-${part}-${siteId(site)}`;

/**
 * Names of the stacks. What stands at a site ends in it, so that a second site renames nothing; what both sites share
 * - the key they unseal with, the names people use - belongs to neither, so that either can burn.
 */
export const stackNames = {
  keys: ofEnvironment("keys"),
  infrastructure: ofSite("infrastructure"),
  dns: ofEnvironment("dns"),
  operators: ofSite("operators"),
  trust: ofEnvironment("trust"),
  data: ofSite("data"),
  identity: ofEnvironment("identity"),
  application: ofSite("application"),
  presentation: ofSite("presentation"),
} as const;
