import type { Construct } from "constructs";
import type { ChartStage } from "./written-chart";

/** One chart of a site before it is rendered. */
export interface ChartDefinition {
  readonly stage: ChartStage;
  readonly release: string;
  readonly namespace: string;
  readonly build: (chart: Construct) => void;
}
