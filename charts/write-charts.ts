import { join } from "node:path";
import type { Environment } from "../environments/schema";
import type { Plan } from "../language";
import { writeChartFolder } from "./chart-folder";
import { renderCharts } from "./render-charts";
import type { WrittenChart } from "./written-chart";

/** Writes the Kubernetes half of an environment: a chart folder per site and release below `folder`. */
export function writeCharts(environment: Environment, plan: Plan, folder: string): readonly WrittenChart[] {
  return renderCharts(environment, plan).map(({ manifests, ...chart }) => {
    const path = join(folder, chart.site, chart.release);
    writeChartFolder(path, chart.release, manifests);
    return { ...chart, path, objects: manifests.length };
  });
}
