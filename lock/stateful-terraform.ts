import { keepingOf } from "../catalog";
import type { Facts, TerraformFact } from "../audit";
import { at, textAt, type Json } from "../audit/facts/json";
import { lockedDaysOf } from "./locked-days";
import type { Stateful } from "./lock-file";

/** What a resource keeps and where it stands; undefined where it keeps nothing. */
export function statefulResource(fact: TerraformFact, facts: Facts): Stateful | undefined {
  const keeping = keepingOf(fact.type);
  switch (keeping.kind) {
    case "stateless":
      return undefined;
    case "unclassified":
      return { holds: "nobody has said what" };
    case "stateful": {
      const identity = identityOf(fact, keeping.identity, facts);
      const lockedDays = lockedDaysOf(fact, facts);
      return {
        holds: keeping.holds,
        ...(Object.keys(identity).length === 0 ? {} : { identity }),
        ...(lockedDays === undefined ? {} : { lockedDays }),
      };
    }
  }
}

function identityOf(fact: TerraformFact, names: readonly string[], facts: Facts): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = literal(at(fact.attributes, name)) ?? (name === "region" ? providerRegion(fact, facts) : undefined);
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

/** The value as written; undefined where another resource decides it, which only a plan can tell. */
export function literal(value: Json | undefined): string | undefined {
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  return typeof value === "string" && !value.includes("${") ? value : undefined;
}

/** Region of the provider that a resource is made with. */
function providerRegion({ stack, type, attributes }: TerraformFact, { terraform }: Facts): string | undefined {
  const [name = "", alias] = (textAt(attributes, "provider") ?? type.split("_")[0] ?? "").split(".");
  const providers = Object.values(terraform).filter((fact) => fact.stack === stack && fact.block === "provider");
  const own = providers.find(
    (provider) => provider.type === name && textAt(provider.attributes, "alias") === (alias ?? undefined),
  );
  return literal(at(own?.attributes, "region"));
}
