/** Namespace of the caches, which are workloads of our own. */
export const cacheNamespace = "cache";

/** Port of the Service in front of a cache. */
export const cachePort = 6379;
