import { siteId, type Environment, type Site } from "../environments/schema";
import { Refusal, type Mistake } from "../language";
import { placeBuckets, placeTenantBuckets, sitesOf, storageAccountOf, tenantIds, type PlacedBucket } from "./placement";

/** Accounts that Azure lets one subscription have in a region, at first and at most (Microsoft Learn, scalability targets, 2026). */
const accounts = { granted: 250, most: 500 } as const;

/** Throws a Refusal where an environment wants more storage accounts than its subscription may have in a region. */
export function refuseTooManyAccounts(environment: Environment): void {
  const mistakes = sitesOf(environment).flatMap((site) => quotaMistakes(environment, site));
  if (mistakes.length > 0) throw new Refusal(`environment "${environment.name}"`, mistakes);
}

function quotaMistakes(environment: Environment, site: Site): readonly Mistake[] {
  // Both sites are of one subscription.
  if (site.kind !== "azure" || siteId(site) !== siteId(environment.site)) return [];
  const granted = site.quotas.storageAccounts ?? accounts.granted;
  const [region, wanted] = fullestRegion(environment, site.subscription);
  if (wanted <= granted) return [];
  return [
    {
      where: "site.quotas.storageAccounts",
      value: site.quotas.storageAccounts,
      why: `lets subscription ${site.subscription} have ${String(granted)} storage accounts in a region, and the environment has ${String(wanted)} in ${region}: each tenant has its own, what is written once and kept apart from the rest`,
      wayOut:
        wanted <= accounts.most
          ? `ask Azure to raise the subscription's limit, then write what it granted: quotas: { storageAccounts: ${String(rounded(wanted))} }`
          : "divide the tenants over several environments, each in a subscription of its own",
    },
  ];
}

type Region = readonly [name: string, accounts: number];

/** Region with most accounts, and how many it holds; every tenant has as many as the next. */
function fullestRegion(environment: Environment, subscription: string): Region {
  const owner = { environment: environment.name, subscription };
  const count = (buckets: readonly PlacedBucket[], region: string): number =>
    new Set(
      buckets.filter((bucket) => bucket.region.name === region).map((bucket) => storageAccountOf(owner, bucket).name),
    ).size;
  const tenants = tenantIds(environment);
  const [first] = tenants;
  const everyone = placeBuckets(environment);
  const each = first === undefined ? [] : placeTenantBuckets(environment, first);
  const regions = new Set([...everyone, ...each].map(({ region }) => region.name));
  return [...regions]
    .map((region): Region => [region, count(everyone, region) + tenants.length * count(each, region)])
    .reduce<Region>((most, next) => (next[1] > most[1] ? next : most), ["", 0]);
}

/** Room for a quarter more, in whole fifties, as far as Azure grants it. */
const rounded = (wanted: number): number => Math.min(accounts.most, Math.ceil((wanted * 1.25) / 50) * 50);
