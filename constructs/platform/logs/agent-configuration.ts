import { tenantLabel } from "../../../language";
import { traceTarget } from "../traces/jaeger-configuration";
import { otlpPort } from "../traces/otlp-port";
import { lokiUrl } from "./loki-release";

/** A label of Kubernetes as discovery names it: whatever is no letter or digit becomes an underscore. */
const discovered = (label: string): string => label.replace(/[^A-Za-z0-9]/g, "_");

/** Labels of a line, and what discovery knows each by. Few values each: Loki keeps one stream for every combination. */
export const lineLabels: Readonly<Record<string, string>> = {
  namespace: "__meta_kubernetes_namespace",
  pod: "__meta_kubernetes_pod_name",
  container: "__meta_kubernetes_pod_container_name",
  app: "__meta_kubernetes_pod_label_app_kubernetes_io_name",
  // Of the namespace: whose it is, where it is one tenant's.
  tenant: `__meta_kubernetes_namespace_label_${discovered(tenantLabel)}`,
};

/** Folder on the node in which the kubelet keeps logs: `<namespace>_<pod>_<uid>/<container>/<restart>.log`. */
export const podLogs = "/var/log/pods";

/** What one agent does, in Alloy's own language: finds the pods of its node, reads their files, delivers them labelled; hands traces on. */
export const agentConfiguration = (): string =>
  [
    `logging {
  level  = "warn"
  format = "json"
}

discovery.kubernetes "pods" {
  role = "pod"
  selectors {
    role  = "pod"
    field = "spec.nodeName=" + coalesce(sys.env("HOSTNAME"), constants.hostname)
  }
  attach_metadata {
    namespace = true
  }
}

discovery.relabel "pods" {
  targets = discovery.kubernetes.pods.targets`,
    ...Object.entries(lineLabels).map(([label, source]) => rule([source], label)),
    rule(
      ["__meta_kubernetes_pod_uid", "__meta_kubernetes_pod_container_name"],
      "__path__",
      `\n    separator     = "/"\n    replacement   = "${podLogs}/*$1/*.log"`,
    ),
    `}

local.file_match "pods" {
  path_targets = discovery.relabel.pods.output
}

loki.source.file "pods" {
  targets    = local.file_match.pods.targets
  forward_to = [loki.process.pods.receiver]
}

loki.process "pods" {
  stage.cri {}
  stage.label_drop {
    values = ["filename", "flags"]
  }
  forward_to = [loki.write.servers.receiver]
}

loki.write "servers" {
  endpoint {
    url = "${lokiUrl}/loki/api/v1/push"
  }
}

otelcol.receiver.otlp "traces" {
  grpc {
    endpoint = "0.0.0.0:${String(otlpPort)}"
  }
  output {
    traces = [otelcol.processor.batch.traces.input]
  }
}

otelcol.processor.batch "traces" {
  output {
    traces = [otelcol.exporter.otlp.traces.input]
  }
}

otelcol.exporter.otlp "traces" {
  client {
    endpoint = "${traceTarget}"
    tls {
      insecure = true
    }
  }
}
`,
  ].join("\n");

const rule = (sources: readonly string[], target: string, more = ""): string =>
  `  rule {\n    source_labels = [${sources.map((source) => `"${source}"`).join(", ")}]\n    target_label  = "${target}"${more}\n  }`;
