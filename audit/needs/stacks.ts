import type { Facts, TerraformFact } from "../facts";

/** Blocks of one kind by what tells them apart, with the stacks that hold them. */
export function grouped(
  { terraform }: Facts,
  key: (fact: TerraformFact) => string | undefined,
): readonly { readonly key: string; readonly first: TerraformFact; readonly stacks: readonly string[] }[] {
  const groups = new Map<string, TerraformFact[]>();
  for (const fact of Object.values(terraform)) {
    const name = key(fact);
    if (name === undefined) continue;
    groups.set(name, [...(groups.get(name) ?? []), fact]);
  }
  return [...groups.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([name, [first, ...others]]) =>
      first === undefined
        ? []
        : [{ key: name, first, stacks: [...new Set([first, ...others].map(({ stack }) => stack))].sort() }],
    );
}

/** Stacks that use a provider. */
export const stacksWith = ({ terraform }: Facts, provider: string): readonly string[] =>
  [
    ...new Set(
      Object.values(terraform)
        .filter(({ block, type }) => block === "provider" && type === provider)
        .map(({ stack }) => stack),
    ),
  ].sort();
