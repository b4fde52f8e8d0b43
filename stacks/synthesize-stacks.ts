import { App, TerraformResource, type TerraformStack } from "cdktf";
import type { WrittenChart } from "../charts";
import { siteId, type Environment } from "../environments/schema";
import type { Plan } from "../language";
import { sitesOf } from "../planning/placement";
import { DnsStack } from "./dns-stack";
import { IdentityStack } from "./identity-stack";
import { InfrastructureStack } from "./infrastructure-stack";
import { KeysStack } from "./keys-stack";
import { OperatorsStack } from "./operators-stack";
import { refuseUndeployable } from "./refuse-undeployable";
import { ReleaseStack, type ReleaseLayer } from "./release-stack";
import { isActive } from "./site-facts";
import { TrustStack } from "./trust-stack";

/** What one synthesis writes. */
export interface SynthesisInput {
  readonly environment: Environment;
  readonly plan: Plan;
  readonly charts: readonly WrittenChart[];
  /** Folder for `manifest.json` and `stacks/`; a fresh one for every environment. */
  readonly outdir: string;
}

export interface SynthesizedStack {
  readonly name: string;
  /** Number of resources in it. */
  readonly resources: number;
  /** Names of the stacks that must be applied before it, the direct ones alone. */
  readonly after: readonly string[];
}

/**
 * Terraform and OpenTofu versions that synthesis checks its features against; the same bound stands in every stack.
 */
const targetVersions = { terraform: ">=1.11.0", opentofu: ">=1.11.0" };

/**
 * Writes the Terraform half of an environment, in the order of application. Throws a Refusal where a site can't be built
 * by this version. A caller that synthesizes much sets CDKTN_DISABLE_CREATION_STACK, which halves the time.
 */
export function synthesizeStacks(input: SynthesisInput): readonly SynthesizedStack[] {
  refuseUndeployable(input.environment);
  const app = new App({
    outdir: input.outdir,
    stackTraces: false,
    context: { targetVersions, failOnConstructsOutsideOfStacks: true, canonicalAssetHashes: true },
  });
  const stacks = arrange(app, input);
  app.synth();
  return stacks.map((stack) => ({
    name: stack.node.id,
    resources: stack.node.findAll().filter((element) => TerraformResource.isTerraformResource(element)).length,
    after: stack.dependencies.map(({ node }) => node.id),
  }));
}

interface SiteStacks {
  readonly infrastructure: TerraformStack;
  readonly operators: TerraformStack;
  readonly data: TerraformStack;
  readonly application: TerraformStack;
}

/**
 * Makes the stacks and says which comes after which. A standby comes after nothing of the primary's; the primary comes after
 * the standby's buckets, because its own copy to them.
 */
function arrange(app: App, { environment, plan, charts }: SynthesisInput): readonly TerraformStack[] {
  const keys = new KeysStack(app, { environment });
  const sites = sitesOf(environment).map((site) => {
    const here = charts.filter((chart) => chart.site === siteId(site));
    const layer = (name: ReleaseLayer): TerraformStack =>
      new ReleaseStack(app, { environment, site, layer: name, charts: here });
    const infrastructure = new InfrastructureStack(app, { environment, plan, site });
    const operators = new OperatorsStack(app, { environment, plan, site, charts: here });
    const [data, application, presentation] = [layer("data"), layer("application"), layer("presentation")];
    after(operators, infrastructure, keys);
    after(data, operators);
    after(application, data);
    after(presentation, application);
    return { active: isActive(environment, site), infrastructure, operators, data, application, presentation };
  });
  const dns = new DnsStack(app, { environment });
  const trust = new TrustStack(app, { environment, plan });
  const identity = new IdentityStack(app, { environment });
  after(dns, ...sites.map(({ infrastructure }) => infrastructure));
  const [primary, standby] = sites;
  if (primary !== undefined && standby !== undefined) after(primary.infrastructure, standby.infrastructure);
  for (const active of sites.filter((site) => site.active)) serve(active, { dns, trust, identity });
  return [keys, ...sites.flatMap(stacksOf), dns, trust, identity];
}

const stacksOf = ({
  infrastructure,
  operators,
  data,
  application,
  presentation,
}: SiteStacks & { readonly presentation: TerraformStack }): readonly TerraformStack[] => [
  infrastructure,
  operators,
  data,
  application,
  presentation,
];

/** At the site that serves, secrets and identities are kept: data waits for the one, applications for the other. */
function serve(
  { operators, data, application }: SiteStacks,
  { dns, trust, identity }: Readonly<Record<"dns" | "trust" | "identity", TerraformStack>>,
): void {
  after(trust, operators, dns);
  after(data, trust);
  after(identity, data);
  after(application, identity);
}

const after = (stack: TerraformStack, ...earlier: readonly TerraformStack[]): void => {
  for (const other of earlier) stack.addDependency(other);
};
