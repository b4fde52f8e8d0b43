import type { Facts } from "../facts";
import { at, textAt } from "../facts/json";
import { comesLater } from "./later";
import type { Need } from "./need";
import { grouped } from "./stacks";

/** Variables that stacks declare and give no value to. */
export const variableNeeds = (facts: Facts): readonly Need[] =>
  grouped(facts, (fact) =>
    fact.block === "variable" && at(fact.attributes, "default") === undefined && !comesLater(fact)
      ? fact.address.replace(/^var\./, "")
      : undefined,
  ).map(({ key, first, stacks }) => ({
    id: `variables/TF_VAR_${key}`,
    group: "variables",
    what: textAt(first.attributes, "description") ?? `variable ${key}`,
    readFrom: `TF_VAR_${key}`,
    way: at(first.attributes, "sensitive") === true ? "a secret: keep it in the runner's own store" : "no secret",
    stacks,
    check: { kind: "variables", anyOf: [[`TF_VAR_${key}`]] },
  }));
