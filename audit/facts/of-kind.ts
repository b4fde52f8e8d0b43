import { oncePerObject } from "../once-per-object";
import type { Facts, KubernetesFact } from "./facts";

type Found = readonly [id: string, fact: KubernetesFact];

/** Objects of a kind with their ids, in their order. */
export const objectsOfKind = ({ kubernetes }: Pick<Facts, "kubernetes">, kind: string): readonly Found[] =>
  byKind(kubernetes).get(kind) ?? [];

const byKind = oncePerObject((kubernetes: Facts["kubernetes"]): ReadonlyMap<string, readonly Found[]> => {
  const found = new Map<string, Found[]>();
  for (const [id, fact] of Object.entries(kubernetes)) {
    const same = found.get(fact.kind);
    if (same === undefined) found.set(fact.kind, [[id, fact]]);
    else same.push([id, fact]);
  }
  return found;
});
