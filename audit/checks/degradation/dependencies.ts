import type { Party } from "../../../language";
import type { Facts, PlanFacts } from "../../facts";

/** Something that a service opens connections to, by the name that declarations use. */
export interface Dependency {
  readonly name: string;
  /** Sets of pods that stand behind it; none where it lies outside the cluster. */
  readonly podSets: readonly string[];
}

const componentOf = (podSet: string): string => podSet.split("/")[0] ?? podSet;

/** What each service of the plan that depends on any depends on, as its flows say it; what every pod needs, such as names, is left out. */
export function dependenciesOf({ plan }: Pick<Facts, "plan">): ReadonlyMap<string, readonly Dependency[]> {
  const found = new Map<string, Map<string, Set<string>>>();
  for (const { from, to } of Object.values(plan.flows)) {
    if (from.kind !== "pods") continue;
    const service = componentOf(from.id);
    if (plan.degradation?.services[service] === undefined) continue;
    const name = nameOf(to, plan);
    if (name === undefined || name === service) continue;
    const byName = found.get(service) ?? new Map<string, Set<string>>();
    const podSets = byName.get(name) ?? new Set<string>();
    if (to.kind === "pods") podSets.add(to.id);
    found.set(service, byName.set(name, podSets));
  }
  return new Map(
    [...found].map(([service, byName]) => [
      service,
      [...byName].map(([name, podSets]) => ({ name, podSets: [...podSets] })),
    ]),
  );
}

function nameOf(to: Party, { databaseSizes }: PlanFacts): string | undefined {
  switch (to.kind) {
    case "pods": {
      const component = componentOf(to.id);
      return Object.hasOwn(databaseSizes, component) ? "database" : component;
    }
    case "object-storage":
      return "objects";
    // Names and the cluster itself are everybody's; the world outside is nobody's to keep up.
    case "all-pods":
    case "cluster-dns":
    case "internet":
    case "key-service":
    case "kubernetes-api":
    case "load-balancers":
    case "nodes":
      return undefined;
  }
}
