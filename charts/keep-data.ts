import type { ApiObject } from "cdk8s";
import { keptByHelm, resourcePolicy, statefulKind } from "../catalog";

/**
 * Marks every object whose deletion would delete what it keeps, so that Helm leaves it standing. Namespaces are marked where they are made, by what
 * the plan says that they hold.
 */
export function keepData(objects: readonly ApiObject[]): void {
  for (const object of objects) {
    if (statefulKind(object)?.takesItAlong === true)
      object.metadata.addAnnotation(resourcePolicy, keptByHelm[resourcePolicy]);
  }
}
