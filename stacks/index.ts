export { clusterLogin } from "./cluster-login";
export { restoreKeys } from "./restore-keys";
export { stackNames } from "./stack-names";
export { synthesizeStacks, type SynthesisInput, type SynthesizedStack } from "./synthesize-stacks";
