export { noveu, type NoveuChoices } from "./noveu";
export {
  busName,
  comesWithData,
  objectStoreKeys,
  objectStoreName,
  objectStoreSetup,
  platformServices,
  tenantBucketsTask,
} from "./platform";
export { rcloneRemote, zoneBeside } from "./object-copy";
export { servicesOf } from "./services-of";
export type { Suite } from "./suite";
