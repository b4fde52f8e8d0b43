import type { ServiceDefinition, ServicePlan, Surroundings, Mirror } from "../../language";

/** Everything a service's objects need beside its own declaration. */
export interface ServiceSetting {
  readonly service: ServiceDefinition;
  readonly plan: ServicePlan;
  readonly at: Surroundings;
  /** Secret of the service's certificate, where it needs one. Default: that of a certificate whose keys have no names. */
  readonly certificate?: string;
  /** Registry that holds a copy of every image. */
  readonly mirror: Mirror;
  /** Pull secret that stands in every namespace. */
  readonly pullSecret: string;
  /** True where this site serves; the other one keeps single-site workloads at rest. */
  readonly active: boolean;
  /** Class of persistent volumes: encrypted. */
  readonly storageClass: string;
}
