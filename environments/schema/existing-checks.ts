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

/** Both sites unseal the same secrets, and so need one key. */
const sealMistakes = ([primary, ...others]: readonly At<ExistingSite>[]): Mistake[] =>
  others
    .filter(({ value: { seal } }) => primary !== undefined && seal.keyId !== primary.value.seal.keyId)
    .map(({ where, value: { seal } }) => ({
      where: `${where}.seal.keyId`,
      value: seal.keyId,
      why: `is another key than ${primary?.where ?? ""}.seal.keyId, and the standby takes over the primary's secrets`,
      wayOut: `write "${primary?.value.seal.keyId ?? ""}" at both sites`,
    }));

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
