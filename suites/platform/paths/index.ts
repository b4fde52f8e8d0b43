export { asynchronousPaths } from "./asynchronous";
export { authenticationPaths } from "./authentication";
export { synchronousPaths } from "./synchronous";
