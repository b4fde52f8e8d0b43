/** Kinds that belong to the cluster as a whole; the API server refuses a namespace on them. */
const clusterKinds: ReadonlySet<string> = new Set([
  "ClusterIssuer",
  "ClusterRole",
  "ClusterRoleBinding",
  "ClusterSecretStore",
  "GatewayClass",
  "Namespace",
  "PriorityClass",
  "StorageClass",
  "ValidatingAdmissionPolicy",
  "ValidatingAdmissionPolicyBinding",
]);

export const isClusterKind = (kind: string): boolean => clusterKinds.has(kind);
