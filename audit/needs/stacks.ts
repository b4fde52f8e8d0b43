import type { Facts, TerraformFact } from "../facts";
import { listAt, textAt } from "../facts/json";

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

/** Address of storage that a provider called `aws` speaks S3 with, where it isn't AWS's. */
export function ownStorage({ block, type, attributes }: TerraformFact): string | undefined {
  const endpoint =
    block === "provider" && type === "aws" ? textAt(listAt(attributes, "endpoints")[0], "s3") : undefined;
  return endpoint === undefined || /\.amazonaws\.(?:com|eu)(?:\/|$)/.test(endpoint) ? undefined : endpoint;
}

/** Stacks that reach a cloud's own account with a provider. */
export function stacksOfCloud(facts: Facts, provider: string): readonly string[] {
  const elsewhere = new Set(
    Object.values(facts.terraform)
      .filter((fact) => ownStorage(fact) !== undefined)
      .map(({ stack }) => stack),
  );
  return stacksWith(facts, provider).filter((stack) => provider !== "aws" || !elsewhere.has(stack));
}
