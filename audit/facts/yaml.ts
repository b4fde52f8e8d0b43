import {
  boolYaml11Tag,
  defineScalarTag,
  FAILSAFE_SCHEMA,
  loadAll,
  mergeTag,
  NOT_RESOLVED,
  nullYaml11Tag,
} from "js-yaml";
import { toJson, type Json } from "./json";

/**
 * The documents of a YAML text, read as the API server and Helm read it: YAML 1.1 (`yes` is a boolean, `0400` is octal), but
 * without the timestamps and base-60 numbers that their parser doesn't know either. Throws on the first error; a tag that their
 * parser doesn't know, such as `!!binary`, is one, and nothing to guess at.
 */
export const parseYaml = (text: string): readonly Json[] =>
  loadAll(text, { schema }).flatMap((value) => (value === null || value === undefined ? [] : [toJson(value)]));

const digits = Array.from("0123456789");

const integerTag = defineScalarTag("tag:yaml.org,2002:int", {
  implicit: true,
  implicitFirstChars: ["-", "+", ...digits],
  resolve: (source) => integer(source) ?? NOT_RESOLVED,
  identify: Number.isInteger,
});

const floatTag = defineScalarTag("tag:yaml.org,2002:float", {
  implicit: true,
  implicitFirstChars: ["-", "+", ".", ...digits],
  resolve: (source) => float(source) ?? NOT_RESOLVED,
  identify: (value) => typeof value === "number",
});

/** The schema of the API server's reader, for those who read it with more tags. */
export const schema = FAILSAFE_SCHEMA.withTags(nullYaml11Tag, boolYaml11Tag, integerTag, floatTag, mergeTag);

const radixes: readonly { readonly radix: number; readonly spelled: RegExp }[] = [
  { radix: 2, spelled: /^([-+]?)0b([01_]+)$/ },
  { radix: 8, spelled: /^([-+]?)0([0-7_]+)$/ },
  { radix: 16, spelled: /^([-+]?)0x([0-9a-fA-F_]+)$/ },
  { radix: 10, spelled: /^([-+]?)([0-9][0-9_]*)$/ },
];

function integer(source: string): number | undefined {
  for (const { radix, spelled } of radixes) {
    const [found, sign, figures = ""] = spelled.exec(source) ?? [];
    if (found !== undefined) return known((sign === "-" ? -1 : 1) * parseInt(figures.replaceAll("_", ""), radix));
  }
  return undefined;
}

const finite = /^[-+]?(?:[0-9][0-9_]*(?:\.[0-9_]*)?|\.[0-9_]+)(?:[eE][-+]?[0-9]+)?$/;
const endless = /^([-+]?)\.(?:inf|Inf|INF)$/;

function float(source: string): number | undefined {
  if (finite.test(source)) return known(parseFloat(source.replaceAll("_", "")));
  const [found, sign] = endless.exec(source) ?? [];
  if (found !== undefined) return sign === "-" ? -Infinity : Infinity;
  return /^\.(?:nan|NaN|NAN)$/.test(source) ? NaN : undefined;
}

/** Signs and underscores without a figure are text. */
const known = (value: number): number | undefined => (Number.isNaN(value) ? undefined : value);
