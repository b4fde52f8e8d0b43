import type { Facts, TerraformFact } from "../facts";
import { textAt, type Json } from "../facts/json";

const reference = /^\$\{(?:data\.)?([a-z0-9]+_[a-z0-9_]+\.[A-Za-z_][\w-]*)(?:\[0\])?\.[a-z_]+\}$/;

/** The block of the same stack that a value refers to as a whole, such as `${aws_s3_bucket.mail.id}`; undefined for anything else. */
export function referredBlock(
  facts: Pick<Facts, "terraform">,
  stack: string,
  value: Json | undefined,
): TerraformFact | undefined {
  const address = typeof value === "string" ? reference.exec(value)?.[1] : undefined;
  return address === undefined ? undefined : facts.terraform[`${stack}:${address}`];
}

/** A name as it is written, or the attribute of the block that it refers to. */
export const namedOrReferred = (
  facts: Pick<Facts, "terraform">,
  stack: string,
  value: Json | undefined,
  attribute: string,
): string | undefined => {
  const block = referredBlock(facts, stack, value);
  if (block !== undefined) return textAt(block.attributes, attribute);
  return typeof value === "string" && !value.includes("${") ? value : undefined;
};

/** Resources of one type with their ids; looked up in an index, because they are asked for once for every bucket. */
export const resourcesOf = (
  { terraform }: Pick<Facts, "terraform">,
  type: string,
): readonly (readonly [string, TerraformFact])[] => resourcesByType(terraform).get(type) ?? [];

type ByType = ReadonlyMap<string, readonly (readonly [string, TerraformFact])[]>;

const indices = new WeakMap<Facts["terraform"], ByType>();

function resourcesByType(terraform: Facts["terraform"]): ByType {
  const known = indices.get(terraform);
  if (known !== undefined) return known;
  const index = new Map<string, (readonly [string, TerraformFact])[]>();
  for (const [id, fact] of Object.entries(terraform)) {
    if (fact.block !== "resource") continue;
    const same = index.get(fact.type);
    if (same === undefined) index.set(fact.type, [[id, fact]]);
    else same.push([id, fact]);
  }
  indices.set(terraform, index);
  return index;
}
