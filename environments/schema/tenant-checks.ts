import { euRegions, footprints } from "../../catalog";
import type { Mistake } from "../../language";
import { servicesOf } from "../../suites";
import type { Suite } from "../../suites/suite";
import type { SharedTenancy } from "./tenancy";

export interface TenantFacts {
  readonly tenancy: SharedTenancy;
  readonly suite: Suite;
  /** Ids of the environment's sites. */
  readonly sites: readonly string[];
}

/** Mistakes between tenants, and between a tenant and the platform; their number grows with the tenants, not their square. */
export function tenantMistakes(facts: TenantFacts): readonly Mistake[] {
  const ids = Object.keys(facts.tenancy.tenants);
  if (ids.length === 0) return [withoutTenants];
  return [
    ...ids.flatMap((id) => idMistakes(id, facts)),
    ...domainMistakes(facts),
    ...Object.entries(facts.tenancy.tenants).flatMap(([id, { cell }]) =>
      cell === undefined || cell < facts.tenancy.cells ? [] : [noSuchCell(id, cell, facts.tenancy.cells)],
    ),
  ];
}

const withoutTenants: Mistake = {
  where: "tenancy.tenants",
  value: undefined,
  why: "names no tenant",
  wayOut: "write the first tenant, such as acme: { customer, domain, users }",
};

const noSuchCell = (id: string, cell: number, cells: number): Mistake => ({
  where: `tenancy.tenants.${id}.cell`,
  value: cell,
  why: `is no cell: there are ${String(cells)}, numbered from 0`,
  wayOut: `pin it to a cell below ${String(cells)}, or raise tenancy.cells`,
});

/** Names of realms that are not a tenant's: Keycloak's own, and that of the platform's operators. */
const reserved = new Set(["master", "workspace"]);

function idMistakes(id: string, { tenancy, suite, sites }: TenantFacts): readonly Mistake[] {
  const where = `tenancy.tenants.${id}`;
  const mistake = (why: string, wayOut: string): Mistake => ({ where, value: id, why, wayOut });
  const shorter = prefixes(id).find((prefix) => Object.hasOwn(tenancy.tenants, prefix));
  const place = placeNames(sites).find((name) => id.endsWith(`-${name}`));
  const namespace = platformNamespaces(suite).find(
    (name) =>
      servicesOf({ suite, tenancy: { kind: "shared" } }).some((service) => `${id}-${service.name}` === name) ||
      `${id}-cache` === name,
  );
  return [
    ...(reserved.has(id) ? [mistake("is the name of a realm that is no tenant's", "choose another id")] : []),
    ...(shorter === undefined
      ? []
      : [
          mistake(
            `starts with the id of tenant "${shorter}"`,
            `rename one of them: "cdktf deploy '<environment>-tenant-${shorter}-*'" would deploy both`,
          ),
        ]),
    ...(place === undefined
      ? []
      : [
          mistake(
            `ends in "${place}", as the names of the stacks of a tenant at that site do`,
            "choose an id that ends in no region or site",
          ),
        ]),
    ...(namespace === undefined
      ? []
      : [mistake(`would take the namespace "${namespace}" of the platform`, "choose another id")]),
  ];
}

/** Everything before a hyphen: `a` and `a-b` of `a-b-c`. */
const prefixes = (id: string): readonly string[] =>
  id
    .split("-")
    .map((_, index, words) => words.slice(0, index).join("-"))
    .slice(1);

/** The environment's sites, and every region that may become one. */
const placeNames = (sites: readonly string[]): readonly string[] => [
  ...sites,
  ...(["ovh", "azure", "aws"] as const).flatMap((cloud) => euRegions(cloud).map(({ name }) => name.toLowerCase())),
];

const platformNamespaces = (suite: Suite): readonly string[] => [
  ...Object.values(footprints).map(({ namespace }) => namespace),
  ...servicesOf({ suite, tenancy: { kind: "shared" } }).map(({ name }) => name),
  "kube-system",
  "kube-public",
  "kube-node-lease",
];

/**
 * A tenant's domain belongs to it alone: not to another tenant, not to the platform, and not inside another tenant's, whose
 * host names and security headers would reach into it.
 */
function domainMistakes({ tenancy, suite }: TenantFacts): readonly Mistake[] {
  const owners = new Map<string, string>();
  for (const [id, { domain }] of Object.entries(tenancy.tenants)) if (!owners.has(domain)) owners.set(domain, id);
  const platformHosts = new Set([
    tenancy.domain,
    `secrets.${tenancy.domain}`,
    ...servicesOf({ suite, tenancy: { kind: "shared" } }).flatMap(({ exposes }) =>
      exposes.map(({ label }) => `${label}.${tenancy.domain}`),
    ),
  ]);
  const lookedUp = new Set(
    servicesOf({ suite, tenancy: { kind: "shared" } }).flatMap(({ exposes }) =>
      exposes.flatMap((exposure) =>
        exposure.kind === "tcp" && exposure.sharing?.kind === "server-name"
          ? [`${exposure.label}.${tenancy.domain}`]
          : [],
      ),
    ),
  );
  return Object.entries(tenancy.tenants).flatMap(([id, { domain }]): readonly Mistake[] => {
    const where = `tenancy.tenants.${id}.domain`;
    const mistake = (why: string, wayOut: string): Mistake => ({ where, value: domain, why, wayOut });
    const owner = owners.get(domain);
    const above = parents(domain).find((parent) => owners.has(parent));
    return [
      ...(owner === id || owner === undefined
        ? []
        : [mistake(`is the domain of tenant "${owner}" too`, "give each tenant a domain of its own")]),
      ...(platformHosts.has(domain)
        ? [mistake("is an address of the platform itself", "give the tenant a domain of its own")]
        : tenancy.domain.endsWith(`.${domain}`)
          ? [mistake(`holds the platform's own domain "${tenancy.domain}"`, "give the platform a domain of its own")]
          : []),
      ...(parents(domain).some((parent) => lookedUp.has(parent))
        ? [
            mistake(
              "lies where the platform names tenants' services for look-ups by protocol",
              "give the tenant a domain elsewhere",
            ),
          ]
        : []),
      ...(above === undefined
        ? []
        : [
            mistake(
              `lies in "${above}", the domain of tenant "${owners.get(above) ?? ""}", whose host names and headers reach into it`,
              "give each tenant a domain outside the others', or one below the platform's",
            ),
          ]),
    ];
  });
}

/** Every domain above: `example.eu` and `eu` of `a.example.eu`. */
const parents = (domain: string): readonly string[] =>
  domain.split(".").map((_, index, labels) => labels.slice(index + 1).join("."));
