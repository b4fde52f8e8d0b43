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

/** Resources of one type with their ids. */
export const resourcesOf = (
  { terraform }: Pick<Facts, "terraform">,
  type: string,
): readonly (readonly [string, TerraformFact])[] =>
  Object.entries(terraform).filter(([, fact]) => fact.block === "resource" && fact.type === type);
