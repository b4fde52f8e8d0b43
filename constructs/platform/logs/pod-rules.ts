import { tenantLabel } from "../../../language";

/** A label of Kubernetes as discovery names it: whatever is no letter or digit becomes an underscore. */
const discovered = (label: string): string => label.replace(/[^A-Za-z0-9]/g, "_");

/** What discovery knows a pod's namespace by, and one of its labels. */
export const discoveredNamespace = "__meta_kubernetes_namespace";
export const discoveredLabel = (label: string): string => `__meta_kubernetes_pod_label_${discovered(label)}`;

/** Labels of a line, and what discovery knows each by. Few values each: Loki keeps one stream for every combination. */
export const lineLabels: Readonly<Record<string, string>> = {
  namespace: discoveredNamespace,
  pod: "__meta_kubernetes_pod_name",
  container: "__meta_kubernetes_pod_container_name",
  app: discoveredLabel("app.kubernetes.io/name"),
  // Of the namespace: whose it is, where it is one tenant's.
  tenant: `__meta_kubernetes_namespace_label_${discovered(tenantLabel)}`,
};

/** Folder on the node in which the kubelet keeps logs: `<namespace>_<pod>_<uid>/<container>/<restart>.log`. */
export const podLogs = "/var/log/pods";

/** What makes of discovered pods the files of their logs, labelled. */
export const podRules = (): readonly string[] => [
  ...Object.entries(lineLabels).map(([label, source]) => rule([source], label)),
  rule(
    ["__meta_kubernetes_pod_uid", "__meta_kubernetes_pod_container_name"],
    "__path__",
    `\n    separator     = "/"\n    replacement   = "${podLogs}/*$1/*.log"`,
  ),
];

const rule = (sources: readonly string[], target: string, more = ""): string =>
  `  rule {\n    source_labels = [${sources.map((source) => `"${source}"`).join(", ")}]\n    target_label  = "${target}"${more}\n  }`;
