import { membersAt, parsedJson, textAt, type Json } from "../facts/json";

/** File that holds what is applied to a mail server's settings, an object of JSON on each line. */
export const mailPlanFile = "plan.ndjson";

/** Lines of a plan that speak of one type of object. */
export const planLines = (plan: string, type: string): readonly Json[] =>
  plan
    .split("\n")
    .flatMap((line) => parsedJson(line) ?? [])
    .filter((line) => textAt(line, "object") === type);

/** Members of what those lines say: objects by their keys where they are made by name, fields where there is a single one. */
export const planned = (plan: string, type: string): readonly (readonly [string, Json])[] =>
  planLines(plan, type).flatMap((line) => membersAt(line, "value"));
