import type { Mirror } from "./mirror";

/** A published Helm chart at an exact version. */
export interface HelmChart {
  /** Name in its repository. */
  readonly name: string;
  /** `https://…` of a chart repository or `oci://…` of the folder that holds the chart. */
  readonly repository: string;
  readonly version: string;
  readonly values: ChartValues;
}

/** Whether the paths that are set of a chart were looked up in the chart's own values at that very version. */
export type ChartValues =
  | { readonly kind: "read" }
  /** What is set may be unknown to the chart, which then ignores it. */
  | { readonly kind: "unverified"; /** Without a full stop. */ readonly why: string };

export const valuesRead = { kind: "read" } as const satisfies ChartValues;

/** Chart coordinates as Helm wants them, from the publisher or from the environment's mirror. */
export interface ChartReference {
  readonly chart: string;
  /** Absent for a chart addressed by `oci://` or by a folder. */
  readonly repository?: string;
  readonly version: string;
}

/** Where the chart is pulled from: a mirror holds every chart as an OCI artifact under `charts/`. */
export function chartReference(chart: HelmChart, mirror: Mirror | undefined): ChartReference {
  if (mirror !== undefined) {
    return { chart: chart.name, repository: `oci://${mirror.host}/charts`, version: chart.version };
  }
  return { chart: chart.name, repository: chart.repository, version: chart.version };
}
