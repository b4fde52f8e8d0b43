export { collectFacts, withBillOfMaterials, type OutputFolders } from "./collect-facts";
export type * from "./facts";
export { toJson, type Json } from "./json";
export { portionsOf, type Portions, type TenantPortion } from "./portions";
