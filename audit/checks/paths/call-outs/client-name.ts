import type { World } from "../world";

/** What a client of the bus is called: the name of its own Service, which its certificate bears. */
export const clientName = ({ plan, tenant }: World, service: string, workload: string): string => {
  const namespace = plan.podSets[`${service}/${workload}`]?.namespace ?? service;
  const own = plan.podSets[`${service}/${workload}`]?.owner?.kind === "each-tenant" && tenant !== undefined;
  return `${service}-${workload}.${own ? `${tenant}-${namespace}` : namespace}.svc.cluster.local`;
};
