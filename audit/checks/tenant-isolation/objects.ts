import type { Facts, KubernetesFact } from "../../facts";

/** Objects of some kinds, with their ids. */
export const objectsOf = (
  { kubernetes }: Pick<Facts, "kubernetes">,
  ...kinds: readonly string[]
): readonly (readonly [id: string, fact: KubernetesFact])[] =>
  Object.entries(kubernetes).filter(([, { kind }]) => kinds.includes(kind));

/** Resources of some types, with their ids. */
export const resourcesOf = (
  { terraform }: Pick<Facts, "terraform">,
  ...types: readonly string[]
): readonly (readonly [id: string, fact: Facts["terraform"][string]])[] =>
  Object.entries(terraform).filter(([, { block, type }]) => block === "resource" && types.includes(type));
