import type { Mistake } from "../../language";
import type { z } from "zod";

/** What a check of ours adds to a zod issue: the way out of the mistake. */
export interface WayOut {
  readonly wayOut: string;
}

/** Records one mistake of our own checks in zod's list, at `path` below the value under check. */
export function refuse(
  context: z.core.$RefinementCtx,
  mistake: { readonly path?: readonly (string | number)[]; readonly value: unknown; readonly why: string } & WayOut,
): void {
  context.addIssue({
    code: "custom",
    message: mistake.why,
    input: mistake.value,
    params: { wayOut: mistake.wayOut },
    ...(mistake.path === undefined ? {} : { path: [...mistake.path] }),
  });
}

/** All mistakes that zod found in `facts`, in the order of the facts. */
export function mistakesOf(error: z.core.$ZodError, facts: unknown): readonly Mistake[] {
  return error.issues.flatMap((issue) => toMistakes(issue, facts));
}

function toMistakes(issue: z.core.$ZodIssue, facts: unknown): readonly Mistake[] {
  const where = issue.path.map(String).join(".");
  const value = valueAt(facts, issue.path);
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => ({
        where: where === "" ? key : `${where}.${key}`,
        value: valueAt(facts, [...issue.path, key]),
        why: "is not a fact that bestek knows",
        wayOut: "remove it, or check its spelling against the editor's completion",
      }));
    case "invalid_type":
      return [
        value === undefined
          ? { where, value, why: "is missing", wayOut: `write ${withArticle(issue.expected)}` }
          : {
              where,
              value,
              why: `is not ${withArticle(issue.expected)}`,
              wayOut: `write ${withArticle(issue.expected)}`,
            },
      ];
    case "invalid_value":
      return [{ where, value, why: "is not one of the choices", wayOut: `choose ${listOf(issue.values)}` }];
    case "invalid_union":
      return [
        {
          where,
          value,
          why: "is none of the alternatives",
          wayOut: "use one of the functions that make this fact, such as ovh() for a site",
        },
      ];
    case "too_small":
      return [{ where, value, why: "is too small", wayOut: `use at least ${String(issue.minimum)}` }];
    case "too_big":
      return [{ where, value, why: "is too large", wayOut: `use at most ${String(issue.maximum)}` }];
    case "custom":
      return [{ where, value: issue.input ?? value, why: issue.message, wayOut: wayOutOf(issue) }];
    case "invalid_format":
    case "not_multiple_of":
    case "invalid_key":
    case "invalid_element":
      return [{ where, value, why: "is not written as expected", wayOut: issue.message }];
  }
}

function wayOutOf({ params }: z.core.$ZodIssueCustom): string {
  const wayOut: unknown = params?.["wayOut"];
  return typeof wayOut === "string" ? wayOut : "correct the value";
}

/** Zod's word for a type in ours: `int` is a whole number, `record` an object. */
function withArticle(type: string): string {
  if (type === "int") return "a whole number";
  if (type === "record" || type === "object") return "an object";
  return type === "array" ? "a list" : `a ${type}`;
}

const listOf = (values: readonly unknown[]): string => values.map((value) => JSON.stringify(value)).join(" or ");

function valueAt(facts: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, key) => {
    if (typeof value !== "object" || value === null) return undefined;
    const entry = Object.entries(value).find(([name]) => name === String(key));
    return entry?.[1];
  }, facts);
}
