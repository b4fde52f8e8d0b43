import { createHash } from "node:crypto";
import { fitName } from "../../../planning/placement";

/** Whose resources they are. */
export interface Owner {
  /** Name of the environment. */
  readonly environment: string;
  readonly subscription: string;
}

/** Resource group of a site: everything in it can be made anew. */
export const siteGroup = (environment: string, site: string): string => `${environment}-${site}`;

/** Resource group of the key that every site unseals with. */
export const keysGroup = (environment: string): string => `${environment}-keys`;

/** Name of the identity that an object storage user has at a site. */
export const identityName = (environment: string, site: string, user: string): string =>
  `${siteGroup(environment, site)}-${user}`;

/** The same for a user that one tenant has at a site. */
export const tenantIdentityName = (environment: string, tenant: string, site: string, user: string): string =>
  fitName([environment, tenant, site, user], longestIdentity);

/** Characters that Azure gives an identity (Microsoft Learn: naming rules, 2026). */
const longestIdentity = 128;

/** Name of the subnet in which services of the cloud get their private addresses. */
export const endpointsSubnet = "endpoints";

/** Private zones that private endpoints write their names into, by the part of the service that they lead to. */
export const privateZones = {
  blob: "privatelink.blob.core.windows.net",
  vault: "privatelink.vaultcore.azure.net",
} as const;

export type EndpointKind = keyof typeof privateZones;

/** Ids in the resource manager of what another stack makes: known before it is made, and without that stack's state. */
export const resourceId = (
  subscription: string,
  group: string,
  provider: string,
  ...path: readonly (readonly [type: string, name: string])[]
): string =>
  [
    `/subscriptions/${subscription}/resourceGroups/${group}/providers/${provider}`,
    ...path.map(([type, name]) => `${type}/${name}`),
  ].join("/");

/** Id of a container, given that of its account. */
export const containerId = (accountId: string, container: string): string =>
  `${accountId}/blobServices/default/containers/${container}`;

/** Name of a key vault: unique in the world, a letter first, at most 24 characters. */
export function vaultName({ environment, subscription }: Owner, kind: string, site: string): string {
  const hash = createHash("sha256").update(`${subscription}/${environment}/${kind}/${site}`).digest("hex");
  return `${kind}-${hash.slice(0, 23 - kind.length)}`;
}

/** Name of the part of a pool in one zone: AKS allows Linux pools small letters and digits, twelve at most, a letter first. */
export const nodePoolName = (pool: string, zone: string): string => `${pool}${zone}`;

export const isNodePoolName = (name: string): boolean => /^[a-z][a-z0-9]{0,11}$/.test(name);
