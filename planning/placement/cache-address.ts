import { instanceName } from "./tenant";

/** Namespace of the caches, which are workloads of our own. */
export const cacheNamespace = "cache";

/** Namespace of one tenant's caches. */
export const cacheNamespaceOf = (tenant: string | undefined): string => instanceName(cacheNamespace, tenant);

/** Port of the Service in front of a cache. */
export const cachePort = 6379;
