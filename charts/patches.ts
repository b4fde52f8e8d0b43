import { JsonPatch, type ApiObject } from "cdk8s";
import type { Patch } from "../environments/schema";
import type { Mistake } from "../language";

/** Applies an environment's patches and remembers which of them found an object. */
export class Patches {
  private readonly used = new Set<Patch>();

  constructor(private readonly patches: readonly Patch[]) {}

  /** Changes every object that a patch names; the reason stays on the object. */
  apply(objects: readonly ApiObject[], namespace: string): void {
    for (const patch of this.patches) {
      for (const object of objects.filter((candidate) => matches(patch, candidate, namespace))) {
        object.addJsonPatch(...patch.operations.map(toJsonPatch));
        object.metadata.addAnnotation("bestek.eu/patched", patch.reason);
        this.used.add(patch);
      }
    }
  }

  /** Patches that changed nothing: a rename or a typing error, and never what the architect meant. */
  mistakes(): readonly Mistake[] {
    return this.patches.flatMap((patch, index) =>
      this.used.has(patch)
        ? []
        : [
            {
              where: `patches.${String(index)}`,
              value: [patch.kind, patch.namespace, patch.name].filter((part) => part !== undefined).join("/"),
              why: "matches no object",
              wayOut: "look up kind and name below out/<environment>/charts, or remove the patch",
            },
          ],
    );
  }
}

const matches = (patch: Patch, object: ApiObject, namespace: string): boolean =>
  object.kind === patch.kind &&
  object.name === patch.name &&
  (patch.namespace === undefined || patch.namespace === (object.metadata.namespace ?? namespace));

function toJsonPatch(operation: Patch["operations"][number]): JsonPatch {
  switch (operation.op) {
    case "add":
      return JsonPatch.add(operation.path, operation.value);
    case "replace":
      return JsonPatch.replace(operation.path, operation.value);
    case "remove":
      return JsonPatch.remove(operation.path);
  }
}
