export { noveu, type NoveuChoices } from "./noveu";
export {
  busName,
  comesWithData,
  objectStoreKeys,
  objectStoreName,
  objectStoreSetup,
  tenantBucketsTask,
} from "./platform";
export { pathsOf } from "./paths-of";
export { zoneBeside } from "./object-copy";
export { metersObjects } from "./object-count";
export { rcloneRemote } from "./rclone-remote";
export { objectSampler, replicaComparer } from "./replica-comparison";
export { servicesOf } from "./services-of";
export type { Suite } from "./suite";
