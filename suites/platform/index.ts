import type { ServiceDefinition } from "../../language";
import { identity } from "./identity";

/** Services that every suite stands on, run like any other service but delivered with the data layer. */
export const platformServices: Readonly<Record<string, ServiceDefinition>> = { identity };

export { identity };
