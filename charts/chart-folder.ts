import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import type { Manifest } from "./render";
import { toYaml } from "./to-yaml";

/**
 * Emits the objects as they stand. Nothing in them is a template, so that an alert rule may say `{{ $labels.pod }}`.
 */
const template = `{{- range $path, $bytes := .Files.Glob "objects/*.yaml" }}
---
{{ $.Files.Get $path }}
{{- end }}
`;

export interface ChartFiles {
  readonly release: string;
  /** Namespace of the release. */
  readonly namespace: string;
  readonly manifests: readonly Manifest[];
}

/** Writes one chart folder; `kubectl apply -f <folder>/objects` works on it as Helm does. */
export function writeChartFolder(folder: string, { release, namespace, manifests }: ChartFiles): void {
  mkdirSync(join(folder, "objects"), { recursive: true });
  mkdirSync(join(folder, "templates"), { recursive: true });
  writeFileSync(
    join(folder, "Chart.yaml"),
    stringify({ apiVersion: "v2", name: release, version: "0.0.0", type: "application" }),
  );
  writeFileSync(join(folder, "templates", "objects.yaml"), template);
  for (const manifest of manifests) {
    writeFileSync(join(folder, "objects", fileName(manifest, namespace)), toYaml(manifest));
  }
}

/** Kind and name; the namespace only where it is not the chart's own. */
function fileName({ kind, metadata }: Manifest, own: string): string {
  const place = metadata.namespace === undefined || metadata.namespace === own ? "" : `${metadata.namespace}-`;
  return `${kind.toLowerCase()}-${place}${metadata.name}.yaml`;
}
