import type { Facts, KubernetesFact } from "../../facts";
import { textAt } from "../../facts/json";
import { generatorDoorOf } from "./door";
import { behind, lack, type Judgement } from "./judgement";
import { granted } from "./policy";

/** A generator asks for one whole path; who only reads needs no more than that. */
export const judgeGenerator = (facts: Facts, fact: KubernetesFact): Judgement =>
  behind(generatorDoorOf(facts, fact), ({ role, rules }) => {
    const path = textAt(fact.object, "spec", "path") ?? "";
    const method = textAt(fact.object, "spec", "method") ?? "GET";
    if (method !== "GET") {
      return {
        unknown: {
          where: "spec.method",
          value: method,
          why: "changes something at the server",
          wayOut: "only read what it asks for",
        },
      };
    }
    return granted(rules, path).has("read") ? {} : { failure: lack(role, path, `read ${path}`) };
  });
