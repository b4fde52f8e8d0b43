import { grouped } from "../grouped";
import { oncePerObject } from "../once-per-object";
import type { Facts, KubernetesFact } from "./facts";

type Found = readonly [id: string, fact: KubernetesFact];

/** Objects of a kind with their ids, in their order. */
export const objectsOfKind = ({ kubernetes }: Pick<Facts, "kubernetes">, kind: string): readonly Found[] =>
  byKind(kubernetes).get(kind) ?? [];

const byKind = oncePerObject((kubernetes: Facts["kubernetes"]): ReadonlyMap<string, readonly Found[]> =>
  grouped(Object.entries(kubernetes), ([, { kind }]) => kind),
);
