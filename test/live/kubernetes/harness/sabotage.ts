import type { Facts } from "../../../../audit/facts";
import { objectAt } from "../../../terraform/harness/edit-json";

type Kubernetes = Facts["kubernetes"];

/** Objects of these namespaces, and the namespaces themselves; a copy, to be changed. */
export const within = (kubernetes: Kubernetes, site: string, namespaces: readonly string[]): Kubernetes =>
  structuredClone(
    Object.fromEntries(
      Object.entries(kubernetes).filter(
        ([, fact]) =>
          fact.site === site && namespaces.includes(fact.kind === "Namespace" ? fact.name : (fact.namespace ?? "")),
      ),
    ),
  );

/** Id of the first object of a kind in a namespace. */
export function idOf(kubernetes: Kubernetes, namespace: string, kind: string): string {
  const found = Object.entries(kubernetes).find(([, fact]) => fact.namespace === namespace && fact.kind === kind);
  if (found === undefined) throw new Error(`namespace ${namespace} has no ${kind}`);
  return found[0];
}

/** Sets one field of an object. */
export function set(kubernetes: Kubernetes, id: string, path: readonly string[], value: unknown): void {
  const field = path.at(-1) ?? "";
  objectAt(kubernetes[id]?.object, path.slice(0, -1))[field] = value;
}
