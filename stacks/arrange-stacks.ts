import type { App, TerraformStack } from "cdktf";
import type { WrittenChart } from "../charts";
import { siteId, type Environment, type Site } from "../environments/schema";
import type { Plan } from "../language";
import { isSite, presentSites, servicesFor, servingOf, sitesOf, tenantIds } from "../planning/placement";
import { comesWithData } from "../suites";
import { cloudOf } from "./clouds";
import { DnsStack } from "./dns-stack";
import { isMade } from "../constructs/infrastructure/stores";
import { IdentityStack } from "./identity-stack";
import { InfrastructureStack } from "./infrastructure-stack";
import { KeysStack } from "./keys-stack";
import { OperatorsStack } from "./operators-stack";
import { ReleaseStack, type ReleaseLayer } from "./release-stack";
import { tenantStorageOf } from "./site-facts";
import { TenantSiteStack } from "./tenant-site-stack";
import { TenantStack } from "./tenant-stack";
import { TenantStorageStack } from "./tenant-storage-stack";
import { TrustStack } from "./trust-stack";

export interface Arrangement {
  readonly environment: Environment;
  readonly plan: Plan;
  readonly charts: readonly WrittenChart[];
}

interface SiteStacks {
  readonly infrastructure: TerraformStack;
  readonly operators: TerraformStack;
  readonly data: TerraformStack;
  /** Application and presentation, where the platform itself has services in them. */
  readonly layers: readonly TerraformStack[];
}

interface SharedStacks {
  readonly dns: TerraformStack;
  readonly trust: TerraformStack;
  /** Realms and clients, where they are Terraform's. */
  readonly identity: TerraformStack | undefined;
}

/**
 * Makes every stack of an environment and says which comes after which, naming direct predecessors alone. A site that follows comes
 * after nothing of the one that serves; that one comes after the follower's buckets, because it copies its objects to them.
 */
export function arrangeStacks(app: App, arrangement: Arrangement): readonly TerraformStack[] {
  const { environment, plan } = arrangement;
  const charts = new ChartsByPlace(arrangement.charts);
  const keys = hasKeyService(environment) ? new KeysStack(app, { environment }) : undefined;
  const sites = sitesOf(environment).map((site) => ({
    site,
    stacks: siteStacks(app, arrangement, site, keys, charts),
  }));
  const shared: SharedStacks = {
    dns: new DnsStack(app, { environment }),
    trust: new TrustStack(app, { environment, plan }),
    identity: identityStack(app, environment),
  };
  const stacksOf = (wanted: Site): SiteStacks => {
    const found = sites.find(({ site }) => isSite(site, wanted));
    if (found === undefined) throw new Error(`no stacks were made for ${siteId(wanted)}`);
    return found.stacks;
  };
  const serving = servingOf(environment);
  const stacks = stacksOf(serving.site);
  after(shared.dns, ...presentSites(environment).map((site) => stacksOf(site).infrastructure));
  switch (serving.kind) {
    case "alone":
      serve(stacks, shared);
      break;
    case "followed":
      serve(stacks, shared);
      after(stacks.infrastructure, stacksOf(serving.follower).infrastructure);
      break;
    case "survivor":
      takeOver(stacks, shared);
      break;
  }
  return inOrder([
    ...(keys === undefined ? [] : [keys]),
    ...sites.flatMap(({ stacks: { infrastructure, operators, data, layers } }) => [
      infrastructure,
      operators,
      data,
      ...layers,
    ]),
    shared.dns,
    shared.trust,
    ...made(shared.identity),
    ...tenantIds(environment).flatMap((tenant) =>
      tenantStacks(app, arrangement, { tenant, sites, identity: shared.identity, charts }),
    ),
  ]);
}

/** authentik is held to a blueprint by its own workers, which come with the data: a stack for it would hold nothing. */
function identityStack(app: App, environment: Environment): TerraformStack | undefined {
  switch (environment.parts.identity) {
    case "keycloak":
      return new IdentityStack(app, { environment });
    case "authentik":
      return undefined;
  }
}

const made = (stack: TerraformStack | undefined): readonly TerraformStack[] => (stack === undefined ? [] : [stack]);

/** False where the operator hands the key over: a stack for it would hold nothing. */
const hasKeyService = ({ site }: Environment): boolean => site.kind !== "existing";

interface TenantPlace {
  readonly tenant: string;
  readonly sites: readonly { readonly site: Site; readonly stacks: SiteStacks }[];
  readonly identity: TerraformStack | undefined;
  readonly charts: ChartsByPlace;
}

/**
 * One tenant's stacks: buckets by site, then what the tenant is to the control plane, then what is installed by site. Nothing of
 * a site that stands by comes after anything of the one that serves, and no tenant after another.
 */
function tenantStacks(
  app: App,
  { environment, plan }: Arrangement,
  { tenant, sites, identity, charts }: TenantPlace,
): readonly TerraformStack[] {
  const serving = servingOf(environment);
  const placed = sites.map(({ site, stacks }) => {
    const storage = tenantStorage(app, environment, tenant, site);
    const here = charts.at(siteId(site), tenant);
    const releases = new TenantSiteStack(app, { environment, plan, tenant, site, charts: here });
    after(releases, stacks.data, ...(cloudOf(site).identitiesTold === undefined ? [] : storage));
    if (cloudOf(site).tenantStorageAfter === "site") for (const stack of storage) after(stack, stacks.infrastructure);
    return { site, storage, releases };
  });
  const own = new TenantStack(app, { environment, tenant });
  const present = presentSites(environment);
  after(
    own,
    ...made(identity),
    ...placed.flatMap(({ site, storage }) => (present.some((other) => isSite(site, other)) ? storage : [])),
  );
  const at = (wanted: Site) => placed.filter(({ site }) => isSite(site, wanted));
  switch (serving.kind) {
    case "alone":
      for (const { releases } of at(serving.site)) after(releases, own);
      break;
    case "followed":
      for (const { releases, storage } of at(serving.site)) {
        after(releases, own);
        // Copies need a bucket to go to.
        for (const stack of storage) after(stack, ...at(serving.follower).flatMap((follower) => follower.storage));
      }
      break;
    case "survivor":
      // It has every secret and every client already.
      break;
  }
  return [...placed.flatMap(({ storage }) => storage), own, ...placed.map(({ releases }) => releases)];
}

/** None where nothing would stand in it: buckets inside the cluster, or made by the customer's own administrator. */
const tenantStorage = (
  app: App,
  environment: Environment,
  tenant: string,
  site: Site,
): readonly TenantStorageStack[] =>
  tenantStorageOf(environment, tenant, site).stores.some(isMade)
    ? [new TenantStorageStack(app, { environment, tenant, site })]
    : [];

/** Charts by site and by whose they are, looked up once per stack. */
class ChartsByPlace {
  private readonly places = new Map<string, WrittenChart[]>();

  constructor(charts: readonly WrittenChart[]) {
    for (const chart of charts) {
      const key = placeKey(chart.site, chart.tenant);
      const known = this.places.get(key);
      if (known === undefined) this.places.set(key, [chart]);
      else known.push(chart);
    }
  }

  /** Those of a tenant, or of the platform itself where none is named. */
  at(site: string, tenant: string | undefined): readonly WrittenChart[] {
    return this.places.get(placeKey(site, tenant)) ?? [];
  }
}

const placeKey = (site: string, tenant: string | undefined): string => `${site}/${tenant ?? ""}`;

function siteStacks(
  app: App,
  { environment, plan }: Arrangement,
  site: Site,
  keys: TerraformStack | undefined,
  charts: ChartsByPlace,
): SiteStacks {
  const here = charts.at(siteId(site), undefined);
  const layer = (name: ReleaseLayer): TerraformStack =>
    new ReleaseStack(app, { environment, site, layer: name, charts: here });
  const infrastructure = new InfrastructureStack(app, { environment, plan, site });
  const operators = new OperatorsStack(app, { environment, plan, site, charts: here });
  const data = layer("data");
  const layers = layersOf(environment).map(layer);
  after(operators, infrastructure, ...(keys === undefined ? [] : [keys]));
  [operators, data, ...layers].reduce((earlier, later) => {
    after(later, earlier);
    return later;
  });
  return { infrastructure, operators, data, layers };
}

/** Layers above the data, of which the platform itself runs a service: a stack without one would hold nothing. */
function layersOf(environment: Environment): readonly ReleaseLayer[] {
  const layers = new Set(
    servicesFor(environment, undefined).flatMap((service) => (comesWithData(service) ? [] : [service.layer])),
  );
  return (["application", "presentation"] as const).filter((layer) => layers.has(layer));
}

/** At the site that serves, secrets and identities are kept: data waits for the one, applications for the other. */
function serve({ operators, data, layers: [first] }: SiteStacks, { dns, trust, identity }: SharedStacks): void {
  after(trust, operators, dns);
  after(data, trust);
  if (identity === undefined) return;
  after(identity, data);
  if (first !== undefined) after(first, identity);
}

/**
 * Where a site takes over, it has every secret and every identity already: it serves first, then names move, and last, under
 * those names, what remembers the lost site is cleaned up.
 */
function takeOver({ data, layers }: SiteStacks, { dns, trust, identity }: SharedStacks): void {
  after(dns, layers.at(-1) ?? data);
  after(trust, dns);
  if (identity !== undefined) after(identity, trust);
}

function after(stack: TerraformStack, ...earlier: readonly TerraformStack[]): void {
  for (const other of earlier) stack.addDependency(other);
}

/** Stacks so that each comes after those it depends on; as made, where nothing decides. */
function inOrder(stacks: readonly TerraformStack[]): readonly TerraformStack[] {
  const ordered = new Set<TerraformStack>();
  const add = (stack: TerraformStack): void => {
    for (const earlier of stack.dependencies) if (!ordered.has(earlier)) add(earlier);
    ordered.add(stack);
  };
  stacks.forEach(add);
  return [...ordered];
}
