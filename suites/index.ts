export { noveu, type NoveuChoices } from "./noveu";
export { comesWithData, objectStoreName, platformServices } from "./platform";
export { servicesOf } from "./services-of";
export type { Suite } from "./suite";
