export { canonicalJson } from "./canonical-json";
export { environmentsIn } from "./earlier-output";
export { writeFootprints } from "./footprint-files";
export * from "./layout";
export { ManifestFolder } from "./manifest-folder";
export { replaceFiles } from "./replace-files";
export { writtenStacks, type WrittenStack } from "./stack-order";
export { Staging } from "./staging";
export { writeTerraformConfiguration } from "./terraform-configuration";
