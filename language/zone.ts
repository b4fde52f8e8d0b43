/**
 * The network zones of the Noveu reference architecture. Every namespace has exactly one.
 * `edge` is where the internet arrives: load balancer, web application firewall.
 */
export type Zone = "edge" | "dmz" | "services" | "data" | "mgmt";

/** Pods that the zone matrix names beside the zones: the jump host, through which people enter management and by nothing else. */
export type Door = "jump-host";

/** All zones, from the outside in. */
export const zones: readonly Zone[] = ["edge", "dmz", "services", "data", "mgmt"];

/** Label of a namespace that says in which zone it lies. */
export const zoneLabel = "bestek.eu/zone";
