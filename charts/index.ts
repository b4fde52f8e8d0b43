export { writeCharts } from "./write-charts";
export type { ChartStage, WrittenChart } from "./written-chart";
