/** The stack that installs a chart; `foundation` and `gateway` belong to the operators' stack, before and after them. */
export type ChartStage = "foundation" | "gateway" | "data" | "application" | "presentation";

/** A chart folder on disk: `Chart.yaml`, `objects/*.yaml` and one template that emits them as they are. */
export interface WrittenChart {
  readonly site: string;
  /** Whose it is, where it is one tenant's. */
  readonly tenant?: string;
  readonly stage: ChartStage;
  /** Name of the Helm release. */
  readonly release: string;
  readonly namespace: string;
  /** Absolute path of the folder. */
  readonly path: string;
  /** Number of objects in it. */
  readonly objects: number;
}
