import { parseAllDocuments, type Tags } from "yaml";
import { toJson, type Json } from "./json";

/**
 * The documents of a YAML text, read as the API server and Helm read it: YAML 1.1 (`yes` is a boolean, `0400` is octal), but
 * without the timestamps and base-60 numbers that their parser doesn't know either. Throws on the first error.
 */
export function parseYaml(text: string): readonly Json[] {
  const documents = parseAllDocuments(text, { version: "1.1", customTags: withoutTimes, prettyErrors: false });
  if (!Array.isArray(documents)) return [];
  return documents.flatMap((document) => {
    const trouble = document.errors[0] ?? document.warnings[0];
    if (trouble !== undefined) throw new Error(trouble.message);
    const value: unknown = document.toJS();
    return value === null || value === undefined ? [] : [toJson(value)];
  });
}

/** Tags that the API server's parser doesn't know; met in a file they are an error, not something to guess at. */
const unknownTags = new Set(["timestamp", "binary", "omap", "pairs", "set"].map((name) => `tag:yaml.org,2002:${name}`));

const withoutTimes = (tags: Tags): Tags =>
  tags.filter((tag) => typeof tag === "string" || (tag.format !== "TIME" && !unknownTags.has(tag.tag)));
