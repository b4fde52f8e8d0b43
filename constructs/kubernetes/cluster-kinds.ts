/** Kinds that belong to the cluster as a whole; the API server refuses a namespace on them. */
const clusterKinds: ReadonlySet<string> = new Set([
  "ClusterIssuer",
  "ClusterRole",
  "ClusterRoleBinding",
  "ClusterSecretStore",
  "ConstraintTemplate",
  "ExpansionTemplate",
  "GatewayClass",
  "Namespace",
  "PriorityClass",
  "StorageClass",
  "ValidatingAdmissionPolicy",
  "ValidatingAdmissionPolicyBinding",
  "VolumeSnapshotClass",
]);

/** Gatekeeper makes a kind of every template, all of this group. */
const constraints = "constraints.gatekeeper.sh/";

export const isClusterKind = ({ apiVersion, kind }: { readonly apiVersion: string; readonly kind: string }): boolean =>
  clusterKinds.has(kind) || apiVersion.startsWith(constraints);
