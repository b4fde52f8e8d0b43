import type { Facts, KubernetesFact } from "../../facts";
import { textAt } from "../../facts/json";
import { generatorDoorOf } from "./door";
import { lack, type Judgement } from "./judgement";
import { granted } from "./policy";

/** A generator asks for one whole path; who only reads needs no more than that. */
export function judgeGenerator(facts: Facts, fact: KubernetesFact): Judgement {
  const door = generatorDoorOf(facts, fact);
  switch (door.kind) {
    case "closed":
      return { failure: door.finding };
    case "unknown":
      return { unknown: door.finding };
    case "open": {
      const [path, method] = [
        textAt(fact.object, "spec", "path") ?? "",
        textAt(fact.object, "spec", "method") ?? "GET",
      ];
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
      return granted(door.rules, path).has("read") ? {} : { failure: lack(door.role, path, `read ${path}`) };
    }
  }
}
