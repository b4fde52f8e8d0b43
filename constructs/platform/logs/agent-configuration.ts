import type { LogsPlan } from "../../../language";
import { traceTarget } from "../traces/jaeger-configuration";
import { otlpPort } from "../traces/otlp-port";
import { handOver } from "./hand-over";
import { lokiUrl } from "./loki-release";
import { podRules } from "./pod-rules";

/** What one agent does, in Alloy's own language: finds the pods of its node, reads their files, delivers them labelled; hands on lines and traces. */
export const agentConfiguration = (handed: LogsPlan["handed"]): string =>
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
    ...podRules(),
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
`,
    ...Object.entries(handed).map(([id, lines]) => handOver(id, lines)),
    `otelcol.receiver.otlp "traces" {
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
