import type { Environment } from "../environments/schema";
import { Refusal } from "../language";
import { sitesOf } from "../planning/placement";
import { cloudOf } from "./clouds";
import { placeOf } from "./site-facts";

/** Refuses, all at once, what can be planned but not built in the clouds of an environment's sites. */
export function refuseUndeployable(environment: Environment): void {
  const mistakes = sitesOf(environment).flatMap((site) =>
    cloudOf(site).mistakes(environment, placeOf(environment, site)),
  );
  if (mistakes.length > 0) throw new Refusal(`environment "${environment.name}"`, mistakes);
}
