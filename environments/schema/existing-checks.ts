import type { Cidr, Mistake } from "../../language";
import type { z } from "zod";
import type { existingSite } from "./existing-site";
import type { Parts } from "./parts";
import type { OwnStorage, StoragePlace } from "./storage-place";

type ExistingSite = z.output<typeof existingSite>;

/** A fact with its place on the page. */
export interface At<T> {
  readonly where: string;
  readonly value: T;
}

export interface ExistingFacts {
  /** Clusters of the customer's own, the primary first. */
  readonly sites: readonly At<ExistingSite>[];
  readonly archive: At<StoragePlace>;
  readonly state: At<StoragePlace>;
  readonly parts: Parts;
  readonly dns: "provider-zone" | "customer";
}

/** Mistakes that only a cluster of the customer's own can make; none where there is no such cluster. */
export function existingMistakes(facts: ExistingFacts): readonly Mistake[] {
  const { sites, parts, dns } = facts;
  if (sites.length === 0) return [];
  return [
    ...sites.flatMap(ownNetworkMistakes),
    ...sites.flatMap((site) => objectMistakes(site, parts)),
    ...twinClusterMistakes(sites),
    ...sealMistakes(sites),
    ...lockMistakes(facts.archive),
    ...twinMistakes(facts),
    ...(dns === "provider-zone" ? [zoneMistake] : []),
  ];
}

/** What burns together with a cluster. */
export const failureDomainOf = ({ failureDomain, name }: Pick<ExistingSite, "failureDomain" | "name">): string =>
  failureDomain ?? name;

const zoneMistake: Mistake = {
  where: "dns.kind",
  value: "provider-zone",
  why: "needs the zone at the site's cloud, and a cluster of your own has none",
  wayOut: 'use { kind: "customer" }: the records are handed over as a zone file',
};

function ownNetworkMistakes({ where, value: site }: At<ExistingSite>): Mistake[] {
  const networks: readonly (readonly [string, Cidr])[] = [
    ["network", site.network],
    ["podNetwork", site.podNetwork],
    ["serviceNetwork", site.serviceNetwork],
  ];
  return networks.flatMap(([name, cidr], index) =>
    networks
      .slice(0, index)
      .filter(([, earlier]) => cidr.overlaps(earlier))
      .map(([other, earlier]) => ({
        where: `${where}.${name}`,
        value: cidr.toString(),
        why: `overlaps ${where}.${other} (${earlier.toString()})`,
        wayOut: "copy the three networks as the cluster was made with them: they never overlap",
      })),
  );
}

const objectMistakes = ({ where, value: { objects } }: At<ExistingSite>, parts: Parts): Mistake[] =>
  parts.objects === "provider" && objects === undefined
    ? [
        {
          where: `${where}.objects`,
          value: undefined,
          why: "is missing, and no cloud stands behind this cluster that would keep its objects",
          wayOut: 'name storage with s3({ ... }), or run it in the cluster with parts: { objects: "garage" }',
        },
      ]
    : [];

const twinClusterMistakes = ([primary, ...others]: readonly At<ExistingSite>[]): Mistake[] =>
  others
    .filter(({ value: { cluster } }) => cluster === primary?.value.cluster)
    .map(({ where, value: { cluster } }) => ({
      where: `${where}.cluster`,
      value: cluster,
      why: `is the cluster of ${primary?.where ?? ""} itself`,
      wayOut: "name another cluster, in another building",
    }));

/** Both sites unseal the same secrets, and so need one key, which burns with neither. */
const sealMistakes = (sites: readonly At<ExistingSite>[]): Mistake[] => [
  ...twinSealMistakes(sites),
  ...sites.flatMap(({ where, value: { seal } }) => {
    const beside = sites.find(({ value }) => seal.kind === "transit" && failureDomainOf(value) === seal.failureDomain);
    return seal.kind === "static" || beside === undefined
      ? []
      : [
          {
            where: `${where}.seal.failureDomain`,
            value: seal.failureDomain,
            why: `is where ${beside.where} stands: with it goes the key that opens its backups`,
            wayOut: "name a server in another building",
          },
        ];
  }),
];

const twinSealMistakes = ([primary, ...others]: readonly At<ExistingSite>[]): Mistake[] =>
  others.flatMap(({ where, value: { seal } }) => {
    if (primary === undefined) return [];
    const own = primary.value.seal;
    const differs = (field: "kind" | "keyId"): Mistake[] =>
      seal[field] === own[field]
        ? []
        : [
            {
              where: `${where}.seal.${field}`,
              value: seal[field],
              why: `is another key than ${primary.where}.seal.${field}, and the standby takes over the primary's secrets`,
              wayOut: `write "${own[field]}" at both sites`,
            },
          ];
    return [...differs("kind"), ...differs("keyId")];
  });

const lockMistakes = ({ where, value: place }: At<StoragePlace>): Mistake[] =>
  place.cloud === "existing" && !place.objectLock
    ? [
        {
          where,
          value: place.name,
          why: "does not lock objects, so that whoever holds its keys can remove every backup",
          wayOut: "name storage with object lock, such as Ceph's, or a provider in the EU that has it",
        },
      ]
    : [];

/** One name is one place: keys, plans and runbooks call it by its name alone. */
function twinMistakes({ sites, archive, state }: ExistingFacts): Mistake[] {
  const places: readonly At<Pick<OwnStorage, "name" | "host">>[] = [
    ...sites.flatMap(({ where, value: { objects } }) =>
      objects === undefined ? [] : [{ where: `${where}.objects`, value: objects }],
    ),
    ...[archive, state].flatMap(({ where, value }) => (value.cloud === "existing" ? [{ where, value }] : [])),
  ];
  return places.flatMap(({ where, value: { name, host } }, index) => {
    const twin = places.slice(0, index).find(({ value }) => value.name === name && value.host !== host);
    return twin === undefined
      ? []
      : [
          {
            where: `${where}.name`,
            value: name,
            why: `is the name of ${twin.value.host} too (${twin.where})`,
            wayOut: "give every storage a name of its own",
          },
        ];
  });
}
