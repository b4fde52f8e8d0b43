export { keptByHelm, resourcePolicy, statefulKind } from "./kept";
export { statefulKubernetes } from "./kubernetes";
export type { Holds, StatefulType } from "./stateful-type";
export { keepingOf, statefulTerraform, type Keeping } from "./terraform";
