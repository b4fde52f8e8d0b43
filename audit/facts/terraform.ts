import { isList, isObject, membersAt, sortedByKey, type Json, type JsonObject } from "./json";
import type { TerraformBlock, TerraformFact } from "./facts";

/** Every block of a stack's `cdk.tf.json`, by id `<stack>:<address>`. */
export function terraformFacts(stack: string, document: Json): Readonly<Record<string, TerraformFact>> {
  const facts = membersAt(document).flatMap(([word, content]) => blocks(stack, word, content));
  return sortedByKey(facts.map((fact) => [`${stack}:${fact.address}`, fact]));
}

function blocks(stack: string, word: string, content: Json): readonly TerraformFact[] {
  const fact = (block: TerraformBlock, address: string, type: string, attributes: Json): TerraformFact => ({
    stack,
    block,
    address,
    type,
    attributes: withoutComment(attributes),
  });
  const named = (block: TerraformBlock, prefix: string): TerraformFact[] =>
    membersOf(content).map(([name, attributes]) => fact(block, `${prefix}${name}`, word, attributes));
  const typed = (block: TerraformBlock, prefix: string): TerraformFact[] =>
    membersOf(content).flatMap(([type, entries]) =>
      membersOf(entries).map(([name, attributes]) => fact(block, `${prefix}${type}.${name}`, type, attributes)),
    );
  switch (word) {
    case "//":
      return [];
    case "resource":
      return typed("resource", "");
    case "data":
      return typed("data", "data.");
    case "ephemeral":
      return typed("ephemeral", "ephemeral.");
    case "provider":
      return membersOf(content).flatMap(([type, entries]) =>
        (isList(entries) ? entries : [entries]).map((attributes, index) =>
          fact("provider", `provider.${type}${index === 0 ? "" : `[${String(index)}]`}`, type, attributes),
        ),
      );
    case "terraform":
      return membersOf(content).flatMap(([setting, value]) =>
        setting === "backend"
          ? membersOf(value).map(([type, attributes]) => fact("backend", `backend.${type}`, type, attributes))
          : [fact("other", `terraform.${setting}`, "terraform", value)],
      );
    case "variable":
      return named("variable", "var.");
    case "output":
      return named("output", "output.");
    case "locals":
      return named("local", "local.");
    case "module":
      return named("module", "module.");
    default:
      return [fact("other", word, word, content)];
  }
}

/** Members of a block, or of every block in a list of blocks, without comments. */
const membersOf = (content: Json): readonly (readonly [string, Json])[] =>
  (isList(content) ? content : [content]).flatMap((block) => membersAt(block)).filter(([key]) => key !== "//");

const withoutComment = (attributes: Json): Json =>
  isObject(attributes) ? omit(attributes, "//") : isList(attributes) ? attributes.map(withoutComment) : attributes;

const omit = (object: JsonObject, left: string): JsonObject =>
  Object.fromEntries(Object.entries(object).filter(([key]) => key !== left));
