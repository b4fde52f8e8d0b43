export { explain } from "./explain";
export { planDeployable } from "./plan-deployable";
export { planEnvironment } from "./plan-environment";
export { planMistakes } from "./plan-mistakes";
export { promiseMistakes } from "./recovery";
export { regionPromises, type Promised, type RegionPromises } from "./region-promises";
export { numbersOf, type PlanNumber } from "./plan-paths";
export { sizeTable, type SizeOptions, type SizeRow } from "./size";
