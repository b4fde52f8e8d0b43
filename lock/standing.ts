import type { Facts } from "../audit";
import { sortedByKey } from "../audit/facts/json";
import { siteOfStack } from "../audit/facts/stack-name";
import { siteId, siteRegion, type Environment, type Site } from "../environments/schema";
import { placeBuckets, sitesOf } from "../planning/placement";
import { servicesOf } from "../suites";
import type { Lock, LockedSite, Stateful } from "./lock-file";
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
      return { cloud: site.kind, region, account: site.context };
  }
}

/** A dedicated environment is its own only tenant. */
function tenantsOf({ name, tenancy }: Environment): Lock["tenants"] {
  switch (tenancy.kind) {
    case "dedicated":
      return { [name]: {} };
    case "shared":
      return sortedByKey(Object.keys(tenancy.tenants).map((tenant) => [tenant, {}]));
  }
}

function statefulOf(environment: Environment, facts: Facts): Lock["stateful"] {
  const sites = sitesOf(environment).map(siteId);
  const objects = statefulObjects(facts);
  const carrying = new Set(objects.map(({ fact: { site, release } }) => `${site}/${release}`));
  const resources = Object.entries(facts.terraform).flatMap(([id, fact]): (readonly [string, Stateful])[] => {
    if (fact.block !== "resource") return [];
    const site = siteOfStack(fact.stack, sites);
    const release = facts.releases[id];
    const carries =
      release !== undefined &&
      (carrying.has(`${release.site ?? ""}/${release.name}`) ||
        componentsWithVolumes.some(({ component, chart }) => component === release.name && chart !== undefined));
    const entry = carries
      ? { holds: "everything inside", identity: { namespace: release.namespace, name: release.name } }
      : statefulResource(fact, facts);
    return entry === undefined ? [] : [[id, { ...entry, ...(site === undefined ? {} : { site }) }]];
  });
  const owners = ownersIn(environment);
  return sortedByKey([
    ...resources.map(([id, entry]) => {
      const release = facts.releases[id]?.name;
      const name = entry.identity?.["name"] ?? entry.identity?.["bucket"];
      return [id, { ...entry, ...owners({ stack: id.split(":", 1)[0], release, name }) }] as const;
    }),
    ...objects.map(({ id, fact: { kind, name, namespace }, entry }) => {
      const own = kind === "Namespace" || kind === "Database" ? name : undefined;
      return [id, { ...entry, ...owners({ release: namespace ?? own, name: own }) }] as const;
    }),
  ]);
}

interface Traits {
  readonly stack?: string | undefined;
  /** Release or namespace: services give theirs their own name. */
  readonly release?: string | undefined;
  /** Name of the bucket, the database or the namespace. */
  readonly name?: string | undefined;
}

/** Whose a stateful thing is: a service's, a tenant's, or nobody's in particular. */
function ownersIn(environment: Environment): (traits: Traits) => Pick<Stateful, "service" | "tenant"> {
  const services = new Set(servicesOf(environment).map(({ name }) => name));
  const buckets = new Map(
    placeBuckets(environment).flatMap(({ name, purpose }) =>
      purpose.kind === "service" ? [[name, purpose.service] as const] : [],
    ),
  );
  const tenantStack = `${environment.name}-tenant-`;
  return ({ stack, release, name }) => {
    const service = [release, name, buckets.get(name ?? "")].find(
      (candidate) => candidate !== undefined && services.has(candidate),
    );
    const tenant = stack?.startsWith(tenantStack) === true ? stack.slice(tenantStack.length) : undefined;
    return { ...(service === undefined ? {} : { service }), ...(tenant === undefined ? {} : { tenant }) };
  };
}
