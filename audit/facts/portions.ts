import { tenantName, type Flow, type PodSet } from "../../language";
import { oncePerObject } from "../once-per-object";
import type { Facts, PlanFacts } from "./facts";

/** The facts of one tenant: what lies in its releases and stacks, and the plan as it concerns the tenant. */
export interface TenantPortion {
  readonly tenant: string;
  readonly cell: string;
  readonly domain: string;
  readonly facts: Facts;
}

/** Facts divided by whose they are. Most judgements about pairs hold within the platform, or between it and one tenant. */
export interface Portions {
  readonly platform: Facts;
  readonly tenants: readonly TenantPortion[];
}

/** Divides facts once; those of a dedicated environment are the platform's alone. */
export const portionsOf = oncePerObject(divide);

function divide(facts: Facts): Portions {
  const { tenancy } = facts.plan;
  if (tenancy === undefined) return { platform: facts, tenants: [] };
  const { tenants, namespaces } = tenancy;
  const parts = new Set([...Object.keys(namespaces), "foundation", "database", "objects"]);
  const ofRelease = (release: string): string | undefined =>
    prefixes(release).find((id) => Object.hasOwn(tenants, id) && parts.has(release.slice(id.length + 1)));
  const first = `${facts.environment}-tenant-`;
  const ofStack = (stack: string): string | undefined => {
    if (!stack.startsWith(first)) return undefined;
    const rest = stack.slice(first.length);
    return [rest, ...prefixes(rest)].find((id) => Object.hasOwn(tenants, id));
  };
  const kubernetes = group(facts.kubernetes, ({ release }) => ofRelease(release));
  const charts = group(facts.charts, ({ release }) => ofRelease(release));
  const terraform = group(facts.terraform, ({ stack }) => ofStack(stack));
  const releases = group(facts.releases, ({ stack }) => ofStack(stack));
  const portion = (id: string | undefined, plan: PlanFacts): Facts => ({
    ...facts,
    kubernetes: kubernetes.get(id) ?? {},
    charts: charts.get(id) ?? {},
    terraform: terraform.get(id) ?? {},
    releases: releases.get(id) ?? {},
    plan,
  });
  return {
    platform: portion(undefined, platformPlan(facts.plan)),
    tenants: Object.entries(tenants).map(([tenant, { cell, domain }]) => ({
      tenant,
      cell,
      domain,
      facts: portion(tenant, tenantPlan(facts.plan, tenant, cell)),
    })),
  };
}

/** Everything before a hyphen, the longest first: `a-b` and `a` of `a-b-c`. */
const prefixes = (name: string): readonly string[] =>
  name
    .split("-")
    .map((_, index, words) => words.slice(0, index).join("-"))
    .slice(1)
    .reverse();

function group<T>(
  facts: Readonly<Record<string, T>>,
  ownerOf: (fact: T) => string | undefined,
): ReadonlyMap<string | undefined, Record<string, T>> {
  const groups = new Map<string | undefined, Record<string, T>>();
  for (const [id, fact] of Object.entries(facts)) {
    const owner = ownerOf(fact);
    const known = groups.get(owner);
    if (known === undefined) groups.set(owner, { [id]: fact });
    else known[id] = fact;
  }
  return groups;
}

const isTenants = ({ owner }: PodSet): boolean => owner?.kind === "each-tenant";

/** The sets of pods that a party of a flow stands for. */
const ends = (flow: Flow): readonly string[] =>
  [flow.from, flow.to].flatMap((party) => (party.kind === "pods" ? [party.id] : []));

const filtered = <T>(entries: Readonly<Record<string, T>>, keep: (entry: T) => boolean): Readonly<Record<string, T>> =>
  Object.fromEntries(Object.entries(entries).filter(([, entry]) => keep(entry)));

/** The plan without what only tenants have. */
function platformPlan(plan: PlanFacts): PlanFacts {
  const podSets = filtered(plan.podSets, (set) => !isTenants(set));
  return {
    ...plan,
    podSets,
    flows: filtered(plan.flows, (flow) => ends(flow).every((id) => Object.hasOwn(podSets, id))),
  };
}

/**
 * The plan as one tenant sees it: its own namespaces, its pods in them, and the flows that it takes part in. A flow to a database
 * cell is the tenant's where the cell is.
 */
function tenantPlan(plan: PlanFacts, tenant: string, cell: string): PlanFacts {
  const isForeignCell = (id: string): boolean => {
    const owner = plan.podSets[id]?.owner;
    return owner?.kind === "database-cell" && owner.cell !== cell;
  };
  const concerns = (flow: Flow): boolean =>
    ends(flow).some((id) => plan.podSets[id]?.owner?.kind === "each-tenant") && !ends(flow).some(isForeignCell);
  return {
    ...plan,
    namespaces: Object.fromEntries(
      Object.entries(plan.tenancy?.namespaces ?? {}).map(([part, namespace]) => [tenantName(tenant, part), namespace]),
    ),
    podSets: Object.fromEntries(
      Object.entries(plan.podSets).map(([id, set]) => [
        id,
        isTenants(set) ? { ...set, namespace: tenantName(tenant, set.namespace) } : set,
      ]),
    ),
    flows: filtered(plan.flows, concerns),
  };
}
