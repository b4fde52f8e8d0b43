import { join } from "node:path";
import type { Environment } from "../environments/schema";
import type { Plan } from "../language";
import { writeChartFolder } from "./chart-folder";
import { renderCharts } from "./render-charts";
import type { WrittenChart } from "./written-chart";

/** Writes the Kubernetes half of an environment: a chart folder per site and release below `folder`. */
export function writeCharts(environment: Environment, plan: Plan, folder: string): readonly WrittenChart[] {
  return renderCharts(environment, plan).map((chart) => {
    const { site, stage, release, namespace, manifests } = chart;
    const path = join(folder, site, release);
    writeChartFolder(path, chart);
    return { site, stage, release, namespace, path, objects: manifests.length };
  });
}
