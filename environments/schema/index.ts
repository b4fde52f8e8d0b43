export * from "./define-environment";
export type { Environment, EnvironmentFacts } from "./environment";
export type { Parts } from "./parts";
export type { Patch } from "./patch";
export * from "./recovery";
export * from "./site";
export * from "./tenancy";
export { standbyOf } from "./cross-checks";
