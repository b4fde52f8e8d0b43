/** What an architect writes with: the words, the suites, and the facts of an environment. */
export * from "./environments/schema";
export * from "./language";
export * from "./suites";
