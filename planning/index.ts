export { explain } from "./explain";
export { planEnvironment } from "./plan-environment";
export { planMistakes } from "./plan-mistakes";
export { numbersOf, type PlanNumber } from "./plan-paths";
export { sizeTable, type SizeOptions, type SizeRow } from "./size";
