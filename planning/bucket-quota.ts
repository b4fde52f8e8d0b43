import { siteId, type Environment, type Site } from "../environments/schema";
import { Refusal, type Mistake } from "../language";
import { placeBuckets, placeTenantBuckets, sitesOf, tenantIds } from "./placement";

/** Buckets that OVHcloud lets one project have, in all regions together, until it grants more (docs, object storage limits, 2026-02-18). */
const ovhBuckets = 100;

/** Throws a Refusal where an environment wants more buckets than its account may have. */
export function refuseTooManyBuckets(environment: Environment): void {
  const mistakes = sitesOf(environment).flatMap((site) => quotaMistakes(environment, site));
  if (mistakes.length > 0) throw new Refusal(`environment "${environment.name}"`, mistakes);
}

function quotaMistakes(environment: Environment, site: Site): readonly Mistake[] {
  if (site.kind !== "ovh") return [];
  const granted = site.quotas.buckets ?? ovhBuckets;
  const wanted = bucketCount(environment);
  if (wanted <= granted) return [];
  const isPrimary = siteId(site) === siteId(environment.site);
  return [
    {
      where: `${isPrimary ? "site" : standbyPlace(environment)}.quotas.buckets`,
      value: site.quotas.buckets,
      why: `lets project ${site.project} have ${String(granted)} buckets, and the environment has ${String(wanted)}`,
      wayOut: `ask OVHcloud to raise the project's limit, then write what it granted: quotas: { buckets: ${String(rounded(wanted))} }`,
    },
  ];
}

const standbyPlace = ({ recovery }: Pick<Environment, "recovery">): string =>
  recovery.kind === "active-active" ? "recovery.standby" : "recovery.site";

/** Every tenant has as many as the next. */
function bucketCount(environment: Environment): number {
  const tenants = tenantIds(environment);
  const [first] = tenants;
  const each = first === undefined ? 0 : placeTenantBuckets(environment, first).length;
  return placeBuckets(environment).length + tenants.length * each;
}

/** Room for a quarter more, in whole hundreds. */
const rounded = (wanted: number): number => Math.ceil((wanted * 1.25) / 100) * 100;
