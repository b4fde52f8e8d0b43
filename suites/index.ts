export { noveu, type NoveuChoices } from "./noveu";
export {
  comesWithData,
  objectStoreKeys,
  objectStoreName,
  objectStoreSetup,
  platformServices,
  tenantBucketsTask,
} from "./platform";
export { servicesOf } from "./services-of";
export type { Suite } from "./suite";
