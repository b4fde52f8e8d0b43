import { keepingOf } from "../catalog";
import type { TerraformFact } from "../audit";
import { at, textAt, type Json } from "../audit/facts/json";
import { lockedDaysOf } from "./locked-days";
import type { Stateful } from "./lock-file";
import { single } from "./single";

/** What a resource keeps and where it stands, read beside the other blocks of its stack; undefined where it keeps nothing. */
export function statefulResource(fact: TerraformFact, stack: readonly TerraformFact[]): Stateful | undefined {
  const keeping = keepingOf(fact.type);
  switch (keeping.kind) {
    case "stateless":
      return undefined;
    case "unclassified":
      return { holds: "nobody has said what" };
    case "stateful": {
      const identity = identityOf(fact, keeping.identity, stack);
      const lockedDays = lockedDaysOf(fact, stack);
      return {
        holds: keeping.holds,
        ...(Object.keys(identity).length === 0 ? {} : { identity }),
        ...(lockedDays === undefined ? {} : { lockedDays }),
      };
    }
  }
}

function identityOf(
  fact: TerraformFact,
  names: readonly string[],
  stack: readonly TerraformFact[],
): Record<string, string> {
  const provider = providerOf(fact, stack)?.attributes;
  // Of two stores that both speak S3, the endpoint says which one it is.
  const endpoint = literal(at(single(at(provider, "endpoints")), "s3"));
  return Object.fromEntries([
    ...names.flatMap((name) => {
      const value = literal(at(fact.attributes, name)) ?? (name === "region" ? literal(at(provider, name)) : undefined);
      return value === undefined ? [] : [[name, value] as const];
    }),
    ...(endpoint === undefined || !fact.type.startsWith("aws_s3_") ? [] : [["endpoint", endpoint] as const]),
  ]);
}

/** The value as written; undefined where another resource decides it, which only a plan can tell. */
export function literal(value: Json | undefined): string | undefined {
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  return typeof value === "string" && !value.includes("${") ? value : undefined;
}

/** The provider that a resource is made with. */
function providerOf({ type, attributes }: TerraformFact, stack: readonly TerraformFact[]): TerraformFact | undefined {
  const [name, alias] = (textAt(attributes, "provider") ?? type.split("_", 1)[0] ?? "").split(".");
  return stack.find(
    (fact) => fact.block === "provider" && fact.type === name && textAt(fact.attributes, "alias") === alias,
  );
}
