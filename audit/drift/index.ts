export { together, type Difference, type Drift, type Ignored, type Unknown } from "./drift";
export { kindsToRead, kubernetesDrift } from "./kubernetes";
export { terraformDrift } from "./terraform";
