export { bootstrapScript } from "./bootstrap-script";
export type { StatePlace } from "./state-place";
