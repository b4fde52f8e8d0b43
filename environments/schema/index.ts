export * from "./define-environment";
export type { Environment, EnvironmentFacts } from "./environment";
export { istioAmbient, linkerd, type Mesh, type MeshFacts } from "./mesh";
export { readsAsItself } from "./compared-cloud";
export { carriesObjects } from "./object-carrier";
export { defaultParts, type Parts } from "./parts";
export { mirrorOf } from "./mirror";
export type { Patch } from "./patch";
export { parseDigests, withDigests } from "./recorded-digests";
export * from "./recovery";
export * from "./site";
export {
  asOwnStorage,
  s3,
  type OwnStorage,
  type OwnStorageFacts,
  type StoragePlace,
  type StoragePlaceFacts,
} from "./storage-place";
export * from "./tenancy";
export { standbyOf } from "./cross-checks";
export { failureDomainOf } from "./existing-checks";
