import type { PathPlan } from "../../../language";
import { portionsOf, type Facts, type KubernetesFact, type PlanFacts } from "../../facts";
import { grouped } from "../../grouped";
import { readSite, sitesOf, withTenant, type KnownPods, type Site } from "../../network/site";
import type { Area } from "../../network/site-network";
import { Neighbours } from "../../workloads/neighbours";
import { routesAt, type RouteTo } from "./routes";
import { sitesWith } from "./standing";

/** Somebody who reaches a port, as its policies and those of the sender have it. */
export type Entrant =
  { readonly kind: "pods"; readonly pods: KnownPods } | { readonly kind: "area"; readonly area: Area };

/** What hops are judged in: one site, as the platform alone or one tenant beside it sees it. What many hops ask is found once. */
export class World {
  readonly neighbours: Neighbours;
  /** Who reaches what, by the end of a hop. */
  readonly entrants = new Map<string, readonly Entrant[]>();
  private readonly bySet: ReadonlyMap<string, readonly KnownPods[]>;
  private routes: readonly RouteTo[] | undefined;

  constructor(
    /** The plan as it is for everybody, and its paths. */
    readonly plan: PlanFacts,
    readonly paths: Readonly<Record<string, PathPlan>>,
    /** Objects of the platform, which tenants stand on. */
    readonly platform: Facts,
    /** Objects of the platform, or of the tenant. */
    readonly facts: Facts,
    readonly site: Site,
    readonly platformNeighbours: Neighbours,
    readonly tenant?: string,
  ) {
    this.neighbours = tenant === undefined ? platformNeighbours : new Neighbours(facts);
    const named = site.pods.flatMap((pods) => pods.sets.map((set) => ({ set, pods })));
    this.bySet = new Map([...grouped(named, ({ set }) => set)].map(([set, of]) => [set, of.map(({ pods }) => pods)]));
  }

  podsOf(podSet: string): readonly KnownPods[] {
    return this.bySet.get(podSet) ?? [];
  }

  /** Every route of the site that leads to a set of pods. */
  routesTo(podSet: string): readonly RouteTo[] {
    this.routes ??= routesAt(this.facts, this.site);
    return this.routes.filter(({ sets }) => sets.includes(podSet));
  }

  /** An object of the tenant or of the platform, by its place at the site. */
  objectAt(namespace: string, kind: string, name: string): KubernetesFact | undefined {
    const id = `${this.site.name}/${namespace}/${kind}/${name}`;
    return this.facts.kubernetes[id] ?? this.platform.kubernetes[id];
  }

  /** True where pods run at another site and not at this one. */
  isElsewhere(podSet: string): boolean {
    const sites = sitesWith(this.facts, podSet);
    return sites.size > 0 && !sites.has(this.site.name);
  }

  /** True where pods are judged here: a tenant's beside the tenant, others with the platform, and nowhere where there are none. */
  judges(podSet: string): boolean {
    const isTenants = this.plan.podSets[podSet]?.owner?.kind === "each-tenant";
    return isTenants === (this.tenant !== undefined) && this.podsOf(podSet).length > 0;
  }
}

/** Every world of an environment, one after the other: a shared platform has one more for each tenant and site. */
export function* worldsOf(facts: Facts, paths: World["paths"]): Generator<World> {
  const { platform, tenants } = portionsOf(facts);
  const neighbours = new Neighbours(platform);
  for (const name of sitesOf(facts)) {
    const site = readSite(platform, name);
    yield new World(facts.plan, paths, platform, platform, site, neighbours);
    for (const { tenant, facts: own } of tenants) {
      yield new World(facts.plan, paths, platform, own, withTenant(site, own), neighbours, tenant);
    }
  }
}
