import { authorizationName, type ServiceDefinition } from "../../language";
import { busName } from "./bus/event-bus";
import { identity } from "./identity";
import { objectStoreName } from "./object-store";

/** Names of the services that every suite stands on, run like any other service but delivered with the data layer. */
const platformServices: readonly string[] = [identity.name];

export { busName, eventBus } from "./bus/event-bus";
export { authentik } from "./authentik";
export { authorization } from "./authorization";
export { identity };
export { asynchronousPaths, authenticationPaths, synchronousPaths } from "./paths";
export { operations, withSettings } from "./operations";
export { settings, settingsName } from "./settings";
export {
  objectStore,
  objectStoreKeys,
  objectStoreName,
  objectStoreSetup,
  tenantBucketsTask,
  type TenantBucket,
} from "./object-store";

/** True for services that come with the data layer, because others stand on them. */
export const comesWithData = ({ name }: Pick<ServiceDefinition, "name">): boolean =>
  platformServices.includes(name) || name === objectStoreName || name === busName || name === authorizationName;
