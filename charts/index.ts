export { folderInArchive } from "./databases-chart";
export { dumpNames } from "./dumps-chart";
export { snapshotNames } from "./secret-snapshots-chart";
export { renderCharts, type RenderedChart } from "./render-charts";
export { writeCharts } from "./write-charts";
export type { ChartStage, WrittenChart } from "./written-chart";
