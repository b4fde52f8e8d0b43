/**
 * The stack that installs a chart. The first seven belong to the operators' stack: `foundation` before everything, `mesh-identity` before a
 * mesh that has its authority from cert-manager, `mesh` before the operators, what Gatekeeper can be told as soon as it runs, what it is told
 * when all operators stand, `secrets` for what opens a secrets server that can't do so itself, and `gateway` after that.
 */
export type ChartStage =
  | "foundation"
  | "mesh-identity"
  | "mesh"
  | "admission-rules"
  | "admission"
  | "secrets"
  | "gateway"
  | "data"
  | "application"
  | "presentation";

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
