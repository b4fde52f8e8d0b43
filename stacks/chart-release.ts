import { Release } from "@cdktf/provider-helm/lib/release";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { WrittenChart } from "../charts";
import { ChartFolder } from "./chart-folder";

/** Seconds until an installation counts as failed: room for images of a gigabyte and a database that starts first. */
const timeout = 900;

/** Revisions that Helm keeps to go back to. */
const maxHistory = 10;

export interface ChartReleaseProps {
  readonly chart: WrittenChart;
  readonly dependsOn: readonly ITerraformDependable[];
}

/** Installs a written chart as a whole or not at all. */
export class ChartRelease extends Construct {
  readonly release: Release;

  constructor(scope: Construct, id: string, { chart, dependsOn }: ChartReleaseProps) {
    super(scope, id);
    const folder = new ChartFolder(this, "chart", chart.path);
    this.release = new Release(this, "release", {
      name: chart.release,
      namespace: chart.namespace,
      chart: folder.path,
      createNamespace: false,
      atomic: true,
      cleanupOnFail: true,
      wait: true,
      waitForJobs: true,
      timeout,
      maxHistory,
      ...(dependsOn.length === 0 ? {} : { dependsOn: [...dependsOn] }),
    });
  }
}

/** Installs charts side by side, after `dependsOn`. */
export const releaseCharts = (
  scope: Construct,
  charts: readonly WrittenChart[],
  dependsOn: readonly ITerraformDependable[],
): readonly Release[] => charts.map((chart) => new ChartRelease(scope, chart.release, { chart, dependsOn }).release);
