import type { Facts, KubernetesFact } from "../audit";
import { textAt } from "../audit/facts/json";
import { siteId, siteRegion, type Environment } from "../environments/schema";
import { tenantLabel } from "../language";
import {
  certificateKeyName,
  certificateKeys,
  placeBuckets,
  placeTenantBuckets,
  signingKeyNames,
  sitesOf,
  tenantIds,
  type PlacedBucket,
} from "../planning/placement";
import { servicesOf } from "../suites";
import type { Stateful } from "./lock-file";
import { tenantStacks } from "./tenant-stacks";

type Owner = Pick<Stateful, "service" | "tenant">;

/** Whose a stateful thing is: a service's, a tenant's, or nobody's in particular. */
export interface Owners {
  readonly ofResource: (stack: string, release: string | undefined, entry: Stateful) => Owner;
  readonly ofObject: (fact: KubernetesFact) => Owner;
}

/** Tenants by the stacks that belong to them, services by the names that they give to their releases, namespaces, buckets and keys. */
export function ownersIn(environment: Environment, facts: Facts): Owners {
  const services = new Set(servicesOf(environment).map(({ name }) => name));
  const placed = [
    ...placeBuckets(environment),
    ...tenantIds(environment).flatMap((tenant) => placeTenantBuckets(environment, tenant)),
  ];
  const serviceOf = ({ purpose }: PlacedBucket): string | undefined => {
    switch (purpose.kind) {
      case "service":
      case "copy":
        return purpose.service;
      case "logs":
      case "archive":
      case "locked-copy":
        return undefined;
    }
  };
  const buckets = new Map(placed.map((bucket) => [bucket.name, serviceOf(bucket)]));
  const keys = new Map(
    servicesOf(environment).flatMap((service) =>
      [
        ...[undefined, ...tenantIds(environment)].flatMap((tenant) => signingKeyNames(environment, tenant, service)),
        ...certificateKeys(environment, service).map((key) => certificateKeyName(environment, service.name, key)),
      ].map((key) => [key, service.name] as const),
    ),
  );
  const tenants = tenantStacks(shape(environment));
  const stacks = new Map(
    Object.values(facts.releases).map(({ site, name, stack }) => [`${site ?? ""}/${name}`, stack] as const),
  );
  const owner = (tenant: string | undefined, names: readonly (string | undefined)[]): Owner => {
    // What belongs to one tenant bears its id before the service's name.
    const own = names.map((name) =>
      tenant !== undefined && name?.startsWith(`${tenant}-`) === true ? name.slice(tenant.length + 1) : name,
    );
    const service = own.find((name) => name !== undefined && services.has(name));
    return { ...(service === undefined ? {} : { service }), ...(tenant === undefined ? {} : { tenant }) };
  };
  return {
    ofResource: (stack, release, { identity = {} }) => {
      const name = identity["name"] ?? identity["bucket"];
      return owner(tenants.get(stack), [release, name, buckets.get(name ?? ""), keys.get(name ?? "")]);
    },
    ofObject: ({ site, release, namespace, kind, name, object }) => {
      const tenant =
        tenants.get(stacks.get(`${site}/${release}`) ?? "") ?? textAt(object, "metadata", "labels", tenantLabel);
      return owner(tenant, [namespace, kind === "Namespace" || kind === "Database" ? name : undefined]);
    },
  };
}

function shape(environment: Environment): Parameters<typeof tenantStacks>[0] {
  const { name, tenancy } = environment;
  return {
    environment: name,
    tenants: tenancy.kind === "shared" ? Object.fromEntries(Object.keys(tenancy.tenants).map((id) => [id, {}])) : {},
    sites: Object.fromEntries(
      sitesOf(environment).map((site) => [siteId(site), { cloud: site.kind, region: siteRegion(site), account: "" }]),
    ),
  };
}
