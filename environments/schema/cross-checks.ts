import { deliveryNetworks, findRegion, sameFailureDomain } from "../../catalog";
import { programSuiteMistakes, type Cidr, type Mistake } from "../../language";
import type { z } from "zod";
import { servicesOf } from "../../suites/services-of";
import type { environmentSchema } from "./environment";
import { alertMistakes } from "./alert-checks";
import { existingMistakes, failureDomainOf, type At } from "./existing-checks";
import { meshMistakes } from "./mesh-checks";
import { regionMistakes } from "./region-checks";
import { secretsMistakes } from "./secrets-checks";
import { siteId, siteRegion, type Site } from "./site";
import type { StoragePlace } from "./storage-place";
import { tenantMistakes } from "./tenant-checks";

type Parsed = z.output<typeof environmentSchema>;

/** Mistakes that only show when several facts are read together. */
export function crossMistakes(facts: Parsed): readonly Mistake[] {
  return [
    ...userMistakes(facts),
    ...networkMistakes(facts),
    ...standbyMistakes(facts),
    ...archiveMistakes(facts),
    ...stateMistakes(facts),
    ...cloudMistakes(facts),
    ...tierMistakes(facts),
    ...regionMistakes(facts.site, "site", facts.kubernetes),
    ...standbyRegionMistakes(facts),
    ...ownClusterMistakes(facts),
    ...secretsMistakes({ ...facts, sites: namedSites(facts) }),
    ...domainMistakes(facts),
    ...acceptanceMistakes(facts),
    ...cdnMistakes(facts),
    ...alertMistakes(facts),
    ...kafkaMistakes(facts),
    ...meshMistakes(facts),
    ...programSuiteMistakes(Object.values(facts.suite.services)).map((mistake) => ({
      ...mistake,
      where: `suite.${mistake.where}`,
    })),
    ...(facts.tenancy.kind === "shared"
      ? tenantMistakes({ tenancy: facts.tenancy, suite: facts.suite, sites: sitesOf(facts).map(siteId) })
      : []),
  ];
}

/** What Kafka is not planned for: its users and topics would be all tenants' alike, and nobody hands its topics to another site. */
function kafkaMistakes({ parts, tenancy, recovery }: Parsed): Mistake[] {
  if (parts.bus !== "kafka") return [];
  const mistake = (value: string, why: string): Mistake => ({
    where: "parts.bus",
    value: "kafka",
    why: `is not planned for ${value}: ${why}`,
    wayOut: 'use "nats"',
  });
  return [
    ...(tenancy.kind === "shared"
      ? [
          mistake(
            "several tenants",
            "a broker keeps the topics of all of them in one name space, where accounts of NATS see nothing of each other",
          ),
        ]
      : []),
    ...(recovery.kind === "backup-restore"
      ? []
      : [
          mistake(
            "a second site",
            "its servers would run there beside those in use, and nothing says which ones workers read",
          ),
        ]),
  ];
}

/** The pull zone has a name of the network's own, and there is something to carry. */
function cdnMistakes({ cdn, suite }: Parsed): Mistake[] {
  if (cdn === undefined) return [];
  const { hosts } = deliveryNetworks[cdn.provider];
  const carries = Object.values(suite.services).some(({ exposes }) =>
    exposes.some((exposure) => exposure.kind === "https" && exposure.caching === "public"),
  );
  return [
    ...(cdn.host.endsWith(`.${hosts}`)
      ? []
      : [
          {
            where: "cdn.host",
            value: cdn.host,
            why: `is no name that ${cdn.provider} gives a pull zone`,
            wayOut: `write the one that ends in .${hosts}`,
          },
        ]),
    ...(carries
      ? []
      : [
          {
            where: "cdn",
            value: cdn.host,
            why: "has nothing to carry in this suite",
            wayOut: "leave it out, or keep a service whose answers are the same for everybody",
          },
        ]),
  ];
}

/** Named users of all tenants together; undefined where a dedicated environment does not say. */
export function userCount({ tenancy, users }: Pick<Parsed, "tenancy" | "users">): number | undefined {
  switch (tenancy.kind) {
    case "dedicated":
      return users.count;
    case "shared":
      return Object.values(tenancy.tenants).reduce((sum, tenant) => sum + tenant.users, 0);
  }
}

function userMistakes(facts: Parsed): Mistake[] {
  const { count } = facts.users;
  const counted = userCount(facts);
  const where = "users.count";
  if (counted === undefined) return [{ where, value: undefined, why: "is missing", wayOut: "write a whole number" }];
  return count === undefined || count === counted
    ? []
    : [
        {
          where,
          value: count,
          why: `differs from the ${String(counted)} users that the tenants have together`,
          wayOut: "leave it out: in shared tenancy it is the sum of the tenants' users",
        },
      ];
}

/** The site that takes over, where the tier has one. */
export function standbyOf({
  recovery,
}: Pick<Parsed, "recovery">): { readonly site: Site; readonly where: string } | undefined {
  switch (recovery.kind) {
    case "backup-restore":
      return undefined;
    case "warm-standby":
      return { site: recovery.site, where: "recovery.site" };
    case "active-active":
      return { site: recovery.standby, where: "recovery.standby" };
  }
}

/** Networks that hold parts of the platform; nothing else may lie in them. */
function siteNetworks(facts: Parsed): readonly (readonly [string, Cidr])[] {
  const standby = standbyOf(facts);
  return [
    ["site.network", facts.site.network],
    ...(standby === undefined ? [] : [[`${standby.where}.network`, standby.site.network] as const]),
  ];
}

function networkMistakes(facts: Parsed): Mistake[] {
  const inside = siteNetworks(facts);
  const standby = standbyOf(facts);
  const outside = [
    ["runner.network", facts.runner.network] as const,
    ...facts.site.operators.map((cidr, index) => [`site.operators.${String(index)}`, cidr] as const),
    ...(standby?.site.operators ?? []).map(
      (cidr, index) => [`${standby?.where ?? ""}.operators.${String(index)}`, cidr] as const,
    ),
  ];
  return [...inside, ...outside].flatMap(([where, cidr], index) =>
    inside.slice(0, index).flatMap(([other, earlier]) =>
      cidr.overlaps(earlier)
        ? [
            {
              where,
              value: cidr.toString(),
              why: `overlaps ${other} (${earlier.toString()})`,
              wayOut: "give every site a network of its own, apart from operators and runner",
            },
          ]
        : [],
    ),
  );
}

function standbyMistakes(facts: Parsed): Mistake[] {
  const standby = standbyOf(facts);
  if (standby === undefined) return [];
  const { site, where } = standby;
  if (siteId(site) === siteId(facts.site)) {
    return [
      {
        where: `${where}.region`,
        value: siteRegion(site),
        why: "is the region it must survive",
        wayOut: `choose another region than ${siteRegion(facts.site)}`,
      },
    ];
  }
  const [here, there] = [groundOf(facts.site), groundOf(site)];
  return here !== undefined && here === there
    ? [
        {
          where: site.kind === "existing" ? `${where}.failureDomain` : `${where}.region`,
          value: site.kind === "existing" ? here : siteRegion(site),
          why: `shares its failure domain with ${siteRegion(facts.site)}`,
          wayOut: "choose a region on another campus",
        },
      ]
    : [];
}

const regionOf = (site: Site) => (site.kind === "existing" ? undefined : findRegion(site.kind, site.region));

/** What burns together with a site; undefined for a region that is unknown. */
const groundOf = (site: Site): string | undefined =>
  site.kind === "existing" ? failureDomainOf(site) : regionOf(site)?.failureDomain;

function sitesOf(facts: Parsed): readonly Site[] {
  const standby = standbyOf(facts);
  return standby === undefined ? [facts.site] : [facts.site, standby.site];
}

function archiveMistakes(facts: Parsed): Mistake[] {
  const [where, place] = archiveOf(facts);
  return sitesOf(facts)
    .filter((site) => sharesGround(site, place))
    .map((site) => ({
      where,
      value: place.name,
      why: `stands in ${siteRegion(site)}, a site that it covers`,
      wayOut: "choose a storage region that holds no site of this environment",
    }));
}

function stateMistakes(facts: Parsed): Mistake[] {
  const [, archive] = archiveOf(facts);
  const described = [
    ...sitesOf(facts)
      .filter((site) => sharesGround(site, facts.state.region))
      .map(siteRegion),
    ...(sameFailureDomain(archive, facts.state.region) ? [archive.name] : []),
  ];
  return described.map((region) => ({
    where: "state.region",
    value: facts.state.region.name,
    why: `stands in ${region}, which it describes`,
    wayOut: "keep the state in a region of its own, so that the standby can be deployed while the primary burns",
  }));
}

/** Where the copies stand that survive every site, and how the facts call it. */
const archiveOf = ({ recovery }: Parsed): readonly [where: string, place: StoragePlace] =>
  recovery.kind === "backup-restore" ? ["recovery.offsite", recovery.offsite] : ["recovery.archive", recovery.archive];

function sharesGround(site: Site, place: StoragePlace): boolean {
  return groundOf(site) === place.failureDomain;
}

/**
 * One cloud for everything: no cloud copies objects to another one, and whoever applies has one account's credentials in the
 * environment variables that state and provider both read.
 */
function cloudMistakes(facts: Parsed): Mistake[] {
  const cloud = facts.site.kind;
  const standby = standbyOf(facts);
  const [where, place] = archiveOf(facts);
  const places = [
    ...(standby === undefined ? [] : [[`${standby.where}.kind`, standby.site.kind, standby.site.kind] as const]),
    [where, place.name, place.cloud] as const,
    ["state.region", facts.state.region.name, facts.state.region.cloud] as const,
  ];
  return places
    .filter(([, , other]) => other !== cloud)
    .map(([at, value, other]) => ({
      where: at,
      value,
      why: `is ${nameOf(other)}, but the site is ${nameOf(cloud)}: no cloud copies objects into another one`,
      wayOut:
        cloud === "existing" ? "name storage of your own with s3({ ... })" : `choose a region of ${nameOf(cloud)}`,
    }));
}

function nameOf(cloud: Site["kind"]): string {
  switch (cloud) {
    case "ovh":
      return "OVHcloud";
    case "azure":
      return "Azure";
    case "aws":
      return "AWS";
    case "existing":
      return "storage or a cluster of your own";
  }
}

/** Tiers that promise to survive the loss of a zone need three of them. */
function tierMistakes(facts: Parsed): Mistake[] {
  if (facts.recovery.kind === "backup-restore") return [];
  const { site } = facts;
  const zones = site.kind === "existing" ? site.zones : regionOf(site)?.zones;
  if (zones === undefined || zones.length >= 3) return [];
  const why = `has ${zones.length === 1 ? "one zone" : `${String(zones.length)} zones`}, but ${facts.recovery.kind} promises to survive the loss of one`;
  return [
    site.kind === "existing"
      ? { where: "site.zones", value: zones, why, wayOut: "spread the nodes over three zones, or choose backupRestore" }
      : {
          where: "site.region",
          value: siteRegion(site),
          why,
          wayOut: "choose a region of three zones, or backupRestore",
        },
  ];
}

/** The standby's version is the primary's, so that it is not said twice. */
function standbyRegionMistakes(facts: Parsed): readonly Mistake[] {
  const standby = standbyOf(facts);
  if (standby === undefined) return [];
  const mistakes = regionMistakes(standby.site, standby.where, facts.kubernetes);
  return standby.site.kind === facts.site.kind ? mistakes.filter(({ where }) => where !== "kubernetes") : mistakes;
}

/** The primary and what stands by for it. */
function namedSites(facts: Parsed): readonly At<Site>[] {
  const standby = standbyOf(facts);
  return [
    { where: "site", value: facts.site },
    ...(standby === undefined ? [] : [{ where: standby.where, value: standby.site }]),
  ];
}

/** Facts that only clusters of the customer's own state, with their places on the page. */
function ownClusterMistakes(facts: Parsed): readonly Mistake[] {
  const sites = namedSites(facts);
  const [where, place] = archiveOf(facts);
  return existingMistakes({
    sites: sites.flatMap(({ where: at, value }): readonly At<Extract<Site, { kind: "existing" }>>[] =>
      value.kind === "existing" ? [{ where: at, value }] : [],
    ),
    archive: { where, value: place },
    state: { where: "state.region", value: facts.state.region },
    parts: facts.parts,
    dns: facts.dns.kind,
  });
}

function domainMistakes(facts: Parsed): Mistake[] {
  if (facts.dns.kind !== "provider-zone") return [];
  const { domain } = facts.tenancy;
  const { zone } = facts.dns;
  return domain === zone || domain.endsWith(`.${zone}`)
    ? []
    : [
        {
          where: "dns.zone",
          value: zone,
          why: `does not hold tenancy.domain "${domain}"`,
          wayOut: "name the zone that the domain is part of, or let the customer keep the records",
        },
      ];
}

function acceptanceMistakes(facts: Parsed): Mistake[] {
  const stores = [
    ...servicesOf(facts).flatMap(({ name, needs, workloads }) => [
      ...Object.keys(needs.buckets ?? {}).map((bucket) => `bucket-${bucket}`),
      ...(needs.cache?.role === "queue" ? [`cache-${name}`] : []),
      ...Object.entries(workloads).flatMap(([workload, { volumes }]) =>
        Object.entries(volumes).flatMap(([volume, { kind }]) =>
          kind === "persistent" ? [`volume-${name}-${workload}-${volume}`] : [],
        ),
      ),
    ]),
    ...(facts.dns.kind === "customer" ? ["dns"] : []),
  ];
  return facts.recovery.accepts.flatMap(({ store }, index) =>
    stores.includes(store)
      ? []
      : [
          {
            where: `recovery.accepts.${String(index)}.store`,
            value: store,
            why: "is no store of this suite",
            wayOut: `name one of: ${stores.join(", ")}`,
          },
        ],
  );
}
