import { defineScalarTag, load } from "js-yaml";
import { schema } from "../facts/yaml";
import { isObject, listAt, textAt, textsAt, toJson, type Json } from "../facts/json";

/** Tags that authentik knows and a blueprint of ours uses; each becomes an object with the tag as its one member. */
const tags = ["!KeyOf", "!Env", "!File"] as const;

const withTags = schema.withTags(
  ...tags.map((tag) => defineScalarTag(tag, { resolve: (text) => ({ [tag]: text }), identify: () => false })),
);

/** An object that authentik is held to. */
export interface BlueprintEntry {
  readonly model: string;
  readonly id: string | undefined;
  readonly identifiers: Json;
  readonly attrs: Json;
}

export interface Blueprint {
  readonly labels: Readonly<Record<string, string>>;
  readonly entries: readonly BlueprintEntry[];
}

/**
 * A blueprint as authentik reads it. What is only made where it is missing, taken away, or made under a condition holds nobody to anything, and is
 * left out. Undefined for a text that is none, and for one with a tag that nothing here knows.
 */
export function parseBlueprint(text: string): Blueprint | undefined {
  const document = parsed(text);
  if (!isObject(document) || document["version"] !== 1) return undefined;
  return {
    labels: textsAt(document, "metadata", "labels"),
    entries: listAt(document, "entries").flatMap((entry) => {
      const model = textAt(entry, "model");
      const held = isObject(entry) && (entry["state"] ?? "present") === "present" && entry["conditions"] === undefined;
      if (!held || model === undefined) return [];
      return [{ model, id: textAt(entry, "id"), identifiers: entry["identifiers"] ?? {}, attrs: entry["attrs"] ?? {} }];
    }),
  };
}

function parsed(text: string): Json | undefined {
  try {
    return toJson(load(text, { schema: withTags }));
  } catch {
    return undefined;
  }
}
