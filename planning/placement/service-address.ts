/** Name of the Kubernetes Service in front of a workload: its own pods' name too. */
export const workloadName = (service: string, workload: string): string => `${service}-${workload}`;

/** Host name of a workload inside the cluster. */
export const workloadHost = (service: string, workload: string, namespace = service): string =>
  `${workloadName(service, workload)}.${namespace}.svc.cluster.local`;

/** Labels that select the pods of a workload, and no others in its namespace. */
export const workloadLabels = (service: string, workload: string): Readonly<Record<string, string>> => ({
  "app.kubernetes.io/name": service,
  "app.kubernetes.io/component": workload,
});
