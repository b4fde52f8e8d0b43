import type { App, TerraformStack } from "cdktf";
import type { WrittenChart } from "../charts";
import { siteId, type Environment, type Site } from "../environments/schema";
import type { Plan } from "../language";
import { isSite, presentSites, servingOf, sitesOf } from "../planning/placement";
import { DnsStack } from "./dns-stack";
import { IdentityStack } from "./identity-stack";
import { InfrastructureStack } from "./infrastructure-stack";
import { KeysStack } from "./keys-stack";
import { OperatorsStack } from "./operators-stack";
import { ReleaseStack, type ReleaseLayer } from "./release-stack";
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
  readonly application: TerraformStack;
  readonly presentation: TerraformStack;
}

interface SharedStacks {
  readonly dns: TerraformStack;
  readonly trust: TerraformStack;
  readonly identity: TerraformStack;
}

/**
 * Makes every stack of an environment and says which comes after which, naming direct predecessors alone. A site that follows comes
 * after nothing of the one that serves; that one comes after the follower's buckets, because it copies its objects to them.
 */
export function arrangeStacks(app: App, arrangement: Arrangement): readonly TerraformStack[] {
  const { environment, plan } = arrangement;
  const keys = hasKeyService(environment) ? new KeysStack(app, { environment }) : undefined;
  const sites = sitesOf(environment).map((site) => ({ site, stacks: siteStacks(app, arrangement, site, keys) }));
  const shared: SharedStacks = {
    dns: new DnsStack(app, { environment }),
    trust: new TrustStack(app, { environment, plan }),
    identity: new IdentityStack(app, { environment }),
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
    ...sites.flatMap(({ stacks: { infrastructure, operators, data, application, presentation } }) => [
      infrastructure,
      operators,
      data,
      application,
      presentation,
    ]),
    shared.dns,
    shared.trust,
    shared.identity,
  ]);
}

/** False where the operator hands the key over: a stack for it would hold nothing. */
const hasKeyService = ({ site }: Environment): boolean => site.kind !== "existing";

function siteStacks(
  app: App,
  { environment, plan, charts }: Arrangement,
  site: Site,
  keys: TerraformStack | undefined,
): SiteStacks {
  const here = charts.filter((chart) => chart.site === siteId(site));
  const layer = (name: ReleaseLayer): TerraformStack =>
    new ReleaseStack(app, { environment, site, layer: name, charts: here });
  const infrastructure = new InfrastructureStack(app, { environment, plan, site });
  const operators = new OperatorsStack(app, { environment, plan, site, charts: here });
  const [data, application, presentation] = [layer("data"), layer("application"), layer("presentation")];
  after(operators, infrastructure, ...(keys === undefined ? [] : [keys]));
  after(data, operators);
  after(application, data);
  after(presentation, application);
  return { infrastructure, operators, data, application, presentation };
}

/** At the site that serves, secrets and identities are kept: data waits for the one, applications for the other. */
function serve({ operators, data, application }: SiteStacks, { dns, trust, identity }: SharedStacks): void {
  after(trust, operators, dns);
  after(data, trust);
  after(identity, data);
  after(application, identity);
}

/**
 * Where a site takes over, it has every secret and every identity already: it serves first, then names move, and last, under
 * those names, what remembers the lost site is cleaned up.
 */
function takeOver({ presentation }: SiteStacks, { dns, trust, identity }: SharedStacks): void {
  after(dns, presentation);
  after(trust, dns);
  after(identity, trust);
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
