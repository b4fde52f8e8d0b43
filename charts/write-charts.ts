import { join } from "node:path";
import type { Environment } from "../environments/schema";
import type { Plan } from "../language";
import { writeChartFolder } from "./chart-folder";
import { eachChart } from "./render-charts";
import type { WrittenChart } from "./written-chart";

/**
 * Writes the Kubernetes half of an environment: a chart folder per site and release below `folder`. One chart is in memory at a
 * time, because a thousand tenants have more objects than memory should hold.
 */
export function writeCharts(environment: Environment, plan: Plan, folder: string): readonly WrittenChart[] {
  const written: WrittenChart[] = [];
  for (const { manifests, ...chart } of eachChart(environment, plan)) {
    const path = join(folder, chart.site, chart.release);
    writeChartFolder(path, { ...chart, manifests });
    written.push({ ...chart, path, objects: manifests.length });
  }
  return written;
}
