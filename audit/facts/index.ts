export { collectFacts, type OutputFolders } from "./collect-facts";
export type * from "./facts";
