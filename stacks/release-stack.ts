import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import type { ChartStage, WrittenChart } from "../charts";
import type { Environment, Site } from "../environments/schema";
import { releaseCharts } from "./chart-release";
import { readInfrastructure } from "./infrastructure-outputs";
import { useCluster } from "./providers";
import { stackNames } from "./stack-names";
import { keepState } from "./state";

/** Layers that hold nothing but releases. */
export type ReleaseLayer = Extract<ChartStage, "data" | "application" | "presentation">;

export interface ReleaseStackProps {
  readonly environment: Environment;
  readonly site: Site;
  readonly layer: ReleaseLayer;
  /** Charts of this site. */
  readonly charts: readonly WrittenChart[];
}

/**
 * One layer of a site: an atomic release per chart. A release counts as done when its workloads and jobs are; a chart with
 * custom resources alone is done as soon as they are stored, so what must be waited for is waited for by a job in it.
 */
export class ReleaseStack extends TerraformStack {
  constructor(scope: Construct, { environment, site, layer, charts }: ReleaseStackProps) {
    super(scope, stackNames[layer](environment, site));
    keepState(this, environment);
    const { cluster } = readInfrastructure(this, environment, site);
    useCluster(this, site, cluster);
    releaseCharts(
      this,
      charts.filter(({ stage }) => stage === layer),
      [],
    );
  }
}
