import {
  awsRegions,
  azureRegions,
  euRegions,
  ovhRegions,
  ovhStorageRegions,
  sameFailureDomain,
  storageRegions,
  type Cloud,
  type RecoveryTierName,
  type Region,
  type StorageRegionName,
} from "../catalog";
import {
  activeActive,
  aws,
  azure,
  backupRestore,
  dedicated,
  defineEnvironment,
  ovh,
  warmStandby,
  type EnvironmentFacts,
  type SiteFacts,
} from "../environments/schema";
import { failures, isDecided, Refusal, type Plan } from "../language";
import { noveu } from "../suites/noveu";
import { planDeployable } from "./plan-deployable";

/** Whether a promise can be made: yes, or not until somebody decides what nobody has measured, or no. */
export type Promised =
  | { readonly kind: "yes" }
  | { readonly kind: "open"; readonly because: string }
  | { readonly kind: "no"; readonly because: string };

/** What a region can promise; found by writing such an environment, not by a rule of its own. */
export interface RegionPromises {
  /** With this region as the primary site. */
  readonly primary: Readonly<Record<RecoveryTierName, Promised>>;
  /** With this region as the warm standby of another one. */
  readonly standby: Promised;
}

/** Tries an environment of a hundred users in every role; everything but the region is a placeholder. */
export function regionPromises(region: Region): RegionPromises {
  const asPrimary = (tier: RecoveryTierName): Promised => attempt(region, partnerOf(region), tier);
  return {
    primary: { basis: asPrimary("basis"), pro: asPrimary("pro"), overheid: asPrimary("overheid") },
    standby: attempt(partnerOf(region), region, "pro"),
  };
}

/** Another region of three zones on other ground: the other half of a pair. */
function partnerOf(region: Region): Region {
  const found = euRegions(region.cloud).find(
    (other) =>
      other.zones.length >= 3 && !sameFailureDomain(other, region) && other.managedKubernetes.kind === "available",
  );
  if (found === undefined) throw new Error(`${region.cloud} has no second region of three zones`);
  return found;
}

function attempt(primary: Region, standby: Region, tier: RecoveryTierName): Promised {
  try {
    const sites = tier === "basis" ? [primary] : [primary, standby];
    return judged(planDeployable(defineEnvironment(factsOf(primary, standby, tier))), sites);
  } catch (problem) {
    if (!(problem instanceof Refusal)) throw problem;
    const [first] = problem.mistakes;
    return { kind: "no", because: first === undefined ? problem.message : `${first.where} ${first.why}` };
  }
}

/** A store that nobody can say the loss of, where the tier promises one, leaves the promise open; so does a cluster nobody offers. */
function judged(plan: Plan, sites: readonly Region[]): Promised {
  for (const { name, managedKubernetes } of sites) {
    if (managedKubernetes.kind === "unknown") {
      return {
        kind: "open",
        because: `whether ${name} has managed Kubernetes is not known: ${managedKubernetes.reason}`,
      };
    }
  }
  const open = failures.flatMap((failure) => {
    const { promise, loss } = plan.recovery.failures[failure];
    return promise.loss === undefined
      ? []
      : Object.entries(loss).flatMap(([store, number]) =>
          isDecided(number) ? [] : [[store, number.because] as const],
        );
  });
  const [first] = open;
  const stores = [...new Set(open.map(([store]) => store))].sort();
  return first === undefined
    ? { kind: "yes" }
    : { kind: "open", because: `what is lost of ${stores.join(", ")} is undecided: ${first[1]}` };
}

function factsOf(primary: Region, standby: Region, tier: RecoveryTierName): EnvironmentFacts {
  const [archive, state] = freePlaces(primary.cloud, tier === "basis" ? [primary] : [primary, standby]);
  return {
    name: "region",
    stage: "production",
    suite: noveu(),
    users: { count: 100, usage: "seed" },
    tenancy: dedicated({ customer: "Example", domain: "region.example" }),
    site: siteIn(primary, "10.20.0.0/16"),
    runner: { network: "198.51.100.1/32" },
    recovery: recoveryOf(tier, siteIn(standby, "10.21.0.0/16"), archive),
    dns: { kind: "customer" },
    registry: { mirror: "registry.example", pullSecret: "registry-pull" },
    state: { bucket: "region-state", region: state },
    certificates: { contact: "region@example.com" },
  };
}

function recoveryOf(
  tier: RecoveryTierName,
  standby: SiteFacts,
  archive: StorageRegionName,
): EnvironmentFacts["recovery"] {
  switch (tier) {
    case "basis":
      return backupRestore({ offsite: archive });
    case "pro":
      return warmStandby({ site: standby, archive });
    case "overheid":
      return activeActive({ over: "datacentres", standby, archive });
  }
}

/** Two places of object storage on ground of their own. */
function freePlaces(cloud: Cloud, sites: readonly Region[]): readonly [StorageRegionName, StorageRegionName] {
  const free = storageRegions(cloud).filter((place) => !sites.some((site) => sameFailureDomain(site, place)));
  const [archive] = free;
  const state = free.find((place) => archive !== undefined && !sameFailureDomain(archive, place));
  if (archive === undefined || state === undefined) throw new Error(`${cloud} has no storage apart from its sites`);
  return [placeNamed(archive.name), placeNamed(state.name)];
}

const operators = ["203.0.113.0/28"];

function siteIn({ cloud, name }: Region, network: string): SiteFacts {
  switch (cloud) {
    case "ovh":
      return ovh({ region: named(ovhRegions, name), project: "0".repeat(32), network, operators });
    case "azure":
      return azure({
        region: named(azureRegions, name),
        subscription: "00000000-0000-0000-0000-000000000000",
        network,
        operators,
      });
    case "aws":
      return aws({ region: named(awsRegions, name), account: "0".repeat(12), network, operators });
  }
}

const placeNamed = (name: string): StorageRegionName =>
  named([...ovhStorageRegions, ...azureRegions, ...awsRegions], name);

/** The name as one of a cloud's own. */
function named<N extends string>(regions: readonly { readonly name: N }[], name: string): N {
  const found = regions.find((region) => region.name === name);
  if (found === undefined) throw new Error(`no region ${name}`);
  return found.name;
}
