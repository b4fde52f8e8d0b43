import type { Facts, ReleaseFact, TerraformFact } from "../audit";
import { sortedByKey } from "../audit/facts/json";
import { siteOfStack } from "../audit/facts/stack-name";
import { siteId, siteRegion, type Environment, type Site } from "../environments/schema";
import { rendezvousCell, sitesOf } from "../planning/placement";
import { servicesOf } from "../suites";
import type { Lock, LockedSite, Stateful } from "./lock-file";
import { ownersIn } from "./owners";
import { componentsWithVolumes, statefulObjects } from "./stateful-kubernetes";
import { statefulResource } from "./stateful-terraform";
import { versionsOf } from "./versions";

/** What a synthesis would make stand, in the words of the lock. */
export interface Standing extends Pick<Lock, "environment" | "sites" | "tenants" | "stacks" | "stateful" | "versions"> {
  readonly services: readonly string[];
  /** Every Terraform address, `<stack>:<address>`: a renamed resource must be gone from its old one. */
  readonly addresses: ReadonlySet<string>;
}

export function standingOf(environment: Environment, facts: Facts): Standing {
  const resources = Object.entries(facts.terraform).filter(([, { block }]) => block === "resource");
  return {
    environment: environment.name,
    sites: sortedByKey(sitesOf(environment).map((site) => [siteId(site), lockedSite(site)])),
    tenants: tenantsOf(environment),
    stacks: [...new Set(Object.values(facts.terraform).map(({ stack }) => stack))].sort(),
    stateful: statefulOf(environment, facts),
    versions: versionsOf(environment, facts),
    services: servicesOf(environment).map(({ name }) => name),
    addresses: new Set(resources.map(([id]) => id)),
  };
}

function lockedSite(site: Site): LockedSite {
  const region = siteRegion(site);
  switch (site.kind) {
    case "ovh":
      return { cloud: site.kind, region, account: site.project };
    case "azure":
      return { cloud: site.kind, region, account: site.subscription };
    case "aws":
      return { cloud: site.kind, region, account: site.account };
    case "existing":
      return { cloud: site.kind, region, account: site.cluster };
  }
}

/** A dedicated environment is its own only tenant. */
function tenantsOf({ name, tenancy }: Environment): Lock["tenants"] {
  switch (tenancy.kind) {
    case "dedicated":
      return { [name]: {} };
    case "shared":
      return sortedByKey(
        Object.entries(tenancy.tenants).map(([id, { cell }]) => [
          id,
          { cell: cell ?? rendezvousCell(id, tenancy.cells) },
        ]),
      );
  }
}

function statefulOf(environment: Environment, facts: Facts): Lock["stateful"] {
  const sites = sitesOf(environment).map(siteId);
  const objects = statefulObjects(facts);
  const carrying = new Set(objects.map(({ fact: { site, release } }) => `${site}/${release}`));
  const owners = ownersIn(environment, facts);
  const stacks = byStack(facts);
  const resources = Object.entries(facts.terraform).flatMap(([id, fact]): (readonly [string, Stateful])[] => {
    const release = facts.releases[id];
    const entry =
      fact.block !== "resource"
        ? undefined
        : release !== undefined && carries(release, carrying)
          ? { holds: "everything inside", identity: { namespace: release.namespace, name: release.name } }
          : statefulResource(fact, stacks.get(fact.stack) ?? []);
    if (entry === undefined) return [];
    const site = siteOfStack(fact.stack, sites);
    const owner = owners.ofResource(fact.stack, release?.name, entry);
    return [[id, { ...entry, ...(site === undefined ? {} : { site }), ...owner }]];
  });
  return sortedByKey([
    ...resources,
    ...objects.map(({ id, fact, entry }) => [id, { ...entry, ...owners.ofObject(fact) }] as const),
  ]);
}

function byStack({ terraform }: Facts): ReadonlyMap<string, readonly TerraformFact[]> {
  const stacks = new Map<string, TerraformFact[]>();
  for (const fact of Object.values(terraform)) {
    const known = stacks.get(fact.stack);
    if (known === undefined) stacks.set(fact.stack, [fact]);
    else known.push(fact);
  }
  return stacks;
}

/** A release keeps what its objects keep, and what the pods keep that its chart makes. */
const carries = ({ site, name }: ReleaseFact, carrying: ReadonlySet<string>): boolean =>
  carrying.has(`${site ?? ""}/${name}`) ||
  componentsWithVolumes.some(({ component, chart }) => component === name && chart !== undefined);
