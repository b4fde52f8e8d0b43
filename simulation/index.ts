export { controlPlanePart, kwokPart } from "./kubernetes/parts";
export { makePart, type Part, type PartSource } from "./parts/part";
export type { NodeLoad } from "./node-load";
export type { Scenario, Verdict } from "./scenarios/scenario";
export { simulateSite, type SiteSimulation } from "./simulate";
export type { SimulationParts } from "./simulated-cluster";
export { readWorlds } from "./world/read-world";
export type { SiteWorld } from "./world/world";
