export { canonicalJson } from "./canonical-json";
export { writeFootprints } from "./footprint-files";
export * from "./layout";
export { Staging } from "./staging";
