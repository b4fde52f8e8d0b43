import type { HandedLines } from "../../../language";
import { discoveredLabel, discoveredNamespace, podRules } from "./pod-rules";

/** Characters of a line that are handed over: with its quotes escaped it still fits into a message of one mebibyte. */
const longestLine = 262_144;

/** Alloy's name for the components of a taker: letters, digits and underscores. */
export const handedName = (id: string): string => id.replace(/[^A-Za-z0-9]/g, "_");

/**
 * Lines of some pods, handed one by one to whoever collects them. No queue stands between the file and its taker, and no attempt is the last: an
 * agent that is not answered stops reading, and where it stopped is written down beside it. What goes to the log servers is read apart, so
 * that neither waits for the other.
 */
export function handOver(id: string, { url, from }: HandedLines): string {
  const own = handedName(id);
  const sources = Object.entries(from);
  return [
    ...sources.map(([source, pods]) => discovery(`${own}_${handedName(source)}`, source, pods)),
    `local.file_match "${own}" {
  path_targets = array.concat(${sources.map(([source]) => `discovery.relabel.${own}_${handedName(source)}.output`).join(", ")})
}

loki.source.file "${own}" {
  targets    = local.file_match.${own}.targets
  forward_to = [loki.process.${own}.receiver]
}

loki.process "${own}" {
  stage.cri {
    max_partial_line_size          = ${String(longestLine)}
    max_partial_line_size_truncate = true
  }
  stage.label_drop {
    values = ["filename", "flags"]
  }
  forward_to = [otelcol.receiver.loki.${own}.receiver]
}

otelcol.receiver.loki "${own}" {
  output {
    logs = [otelcol.exporter.otlphttp.${own}.input]
  }
}

otelcol.exporter.otlphttp "${own}" {
  logs_endpoint = "${url}"
  encoding      = "json"
  client {
    endpoint    = "${new URL(url).origin}"
    compression = "none"
    timeout     = "30s"
  }
  sending_queue {
    enabled = false
  }
  retry_on_failure {
    initial_interval = "1s"
    max_interval     = "30s"
    max_elapsed_time = "0s"
  }
}
`,
  ].join("\n");
}

/** Pods of the node that are told by their namespace and labels, and files of theirs that say whose lines they hold. */
const discovery = (name: string, source: string, { namespace, labels }: HandedLines["from"][string]): string =>
  [
    `discovery.relabel "${name}" {
  targets = discovery.kubernetes.pods.targets`,
    keep(discoveredNamespace, namespace),
    ...Object.entries(labels).map(([label, value]) => keep(discoveredLabel(label), value)),
    ...podRules(),
    `  rule {
    target_label = "source"
    replacement  = "${source}"
  }
}
`,
  ].join("\n");

const keep = (label: string, value: string): string =>
  `  rule {\n    action        = "keep"\n    source_labels = ["${label}"]\n    regex         = "${value}"\n  }`;
