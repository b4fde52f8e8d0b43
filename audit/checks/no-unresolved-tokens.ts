import { pen, type Check, type Finding } from "../check";
import { dotted, foundIn, type Json } from "../facts/json";

const id = "no-unresolved-tokens";
const ours = pen(id);

/** Placeholders of cdktf and cdk8s that should have become values: text, lists, and numbers beyond all use. */
const placeholder = /[$#]\{(?:Tf)?Token\[[^\]]*\]\}?/;
const placeholderNumber = 1e100;

/** A value that was missing when it was put into a text. */
const nothing =
  /^(?:undefined|NaN)$|(?<=[-./:=@_]["']?)(?:undefined|NaN)(?=["']?(?:[-./:=@_]|$))|(?<![\w.\s"'])(?:undefined|NaN)(?=[-./:=@_])/;
const nothingAsSetting = /^\s*["']?[\w.-]+["']?\s*[:=]\s*["']?(?:undefined|NaN)["']?\s*[,;]?$/m;
const objectAsText = /\[object [A-Z]\w*\]/;

/** Expressions that only Terraform evaluates: a word of its own, a block's attribute, or a function. */
const terraformExpression =
  /\$\{\s*(?:(?:var|local|data|module|path|each|count|self|terraform)\.\w|[a-z][a-z0-9]*_[a-z0-9_]+\.[A-Za-z_][\w-]*[.[]|[a-z][a-z0-9]+\()/;

/** One of these stands in everything that is looked for. */
const suspect = /[$#]\{|undefined|NaN|\[object /;

/** What was synthesized is what will be deployed: no placeholder, no missing value. */
export const noUnresolvedTokens: Check = {
  id,
  title: "No placeholder and no missing value is left in a synthesized file",
  controls: ["A.8.9", "A.8.32"],
  judge: ({ kubernetes, terraform, releases }) => [
    ...Object.entries(kubernetes).flatMap(([object, fact]) =>
      ours.sum(object, { failures: leftovers(fact.object, "manifest") }),
    ),
    ...Object.entries(terraform).flatMap(([object, { attributes }]) =>
      ours.sum(object, { failures: leftovers(attributes, "terraform") }),
    ),
    ...Object.entries(releases).flatMap(([object, { values }]) =>
      ours.sum(`${object}/values`, { failures: leftovers(values, "terraform") }),
    ),
  ],
};

function leftovers(json: Json, file: "manifest" | "terraform"): readonly Finding[] {
  return foundIn(json, (part, path) => {
    const key = path.at(-1);
    const found = (typeof key === "string" ? leftover(key, file) : undefined) ?? leftover(part, file);
    return found === undefined ? [] : [{ where: dotted(path), ...found }];
  });
}

function leftover(part: Json, file: "manifest" | "terraform"): Omit<Finding, "where"> | undefined {
  if (typeof part === "number") {
    return Math.abs(part) > placeholderNumber
      ? { value: part, why: "is a placeholder number that was never resolved", wayOut: "pass the value itself" }
      : undefined;
  }
  if (typeof part !== "string" || !suspect.test(part)) return undefined;
  const token = placeholder.exec(part)?.[0];
  if (token !== undefined) {
    return { value: token, why: "is a placeholder that was never resolved", wayOut: "pass the value itself" };
  }
  const missing = nothing.exec(part)?.[0] ?? nothingAsSetting.exec(part)?.[0].trim();
  if (missing !== undefined) {
    return {
      value: part.length > 60 ? missing : part,
      why: "stands where a value is missing",
      wayOut: "find out which value was not given",
    };
  }
  const object = objectAsText.exec(part)?.[0];
  if (object !== undefined) {
    return { value: object, why: "is an object written as text", wayOut: "write its parts" };
  }
  const expression = file === "manifest" ? terraformExpression.exec(part)?.[0] : undefined;
  return expression === undefined
    ? undefined
    : {
        value: expression,
        why: "is an expression of Terraform, which nobody evaluates here",
        wayOut: "carry the value by ConfigMap or External Secrets",
      };
}
