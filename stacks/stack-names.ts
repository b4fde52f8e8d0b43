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
 * - the key they unseal with, the names people use - belongs to neither, so that either can burn. A tenant has a stack of its own, and two more at each site.
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
  tenant: ({ name }: Named, tenant: string): string => `${name}-tenant-${tenant}`,
  tenantStorage: ({ name }: Named, tenant: string, site: Site): string =>
    `${name}-tenant-${tenant}-storage-${siteId(site)}`,
  tenantSite: ({ name }: Named, tenant: string, site: Site): string => `${name}-tenant-${tenant}-${siteId(site)}`,
} as const;
