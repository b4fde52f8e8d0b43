import {
  aws,
  azure,
  ovh,
  warmStandby,
  type EnvironmentFacts,
  type Mistake,
  type RecoveryFacts,
  type Refusal,
  type SiteFacts,
  type StoragePlaceFacts,
} from "bestek";
import { awsRegions, azureRegions, findStorageRegion, ovhRegions, ovhStorageRegions } from "../../catalog";
import { publicKey } from "../environments/with-vault";
import { groundOf, groundOfPlace } from "./ground";
import { ownCluster, ownPlace } from "./own-cluster";
import { setAt } from "./set-at";

/** What an architect does who reads one way out and nothing else; undefined where it can't be followed. */
interface Rule {
  /** The words of the way out that this rule follows. */
  readonly reads: RegExp;
  readonly follow: (facts: EnvironmentFacts, mistake: Mistake, words: readonly string[]) => EnvironmentFacts;
}

/** A page after every way out of a refusal was followed once, and those that nobody could follow. */
export interface Cure {
  readonly facts: EnvironmentFacts;
  readonly unread: readonly Mistake[];
}

export const follow = (facts: EnvironmentFacts, { mistakes }: Refusal): Cure =>
  mistakes.reduce<Cure>(
    (cure, mistake) => {
      for (const { reads, follow: step } of rules) {
        const words = reads.exec(mistake.wayOut);
        if (words !== null) return { ...cure, facts: step(cure.facts, mistake, [...words].slice(1)) };
      }
      return { ...cure, unread: [...cure.unread, mistake] };
    },
    { facts, unread: [] },
  );

const at = ({ where }: Mistake): readonly string[] => where.split(".");

const standbyOf = (recovery: RecoveryFacts): SiteFacts | undefined => {
  switch (recovery.kind) {
    case "backup-restore":
      return undefined;
    case "warm-standby":
      return recovery.site;
    case "active-active":
      return recovery.standby;
  }
};

function sitesOf({ site, recovery }: EnvironmentFacts): readonly SiteFacts[] {
  const standby = standbyOf(recovery);
  return standby === undefined ? [site] : [site, standby];
}

function archiveOf({ recovery }: EnvironmentFacts): StoragePlaceFacts {
  return recovery.kind === "backup-restore" ? recovery.offsite : recovery.archive;
}

function placesIn(cloud: SiteFacts["kind"]): readonly StoragePlaceFacts[] {
  switch (cloud) {
    case "ovh":
      // Those with a key service beside them come first.
      return [...(["GRA", "SBG", "RBX", "WAW"] as const), ...ovhStorageRegions.map(({ name }) => name)];
    case "azure":
      return azureRegions.map(({ name }) => name);
    case "aws":
      return awsRegions.map(({ name }) => name);
    case "existing":
      return [ownPlace("archive"), ownPlace("state")];
  }
}

/** A place of the environment's cloud on ground that nothing else of it stands on. */
function freePlace(facts: EnvironmentFacts, mistake: Mistake): StoragePlaceFacts | undefined {
  const other = mistake.where.startsWith("state") ? archiveOf(facts) : facts.state.region;
  const taken = [...sitesOf(facts).map(groundOf), groundOfPlace(other)];
  return placesIn(facts.site.kind).find((place) => !taken.includes(groundOfPlace(place)));
}

/** Such a place with three data centres. */
function zonedPlace(facts: EnvironmentFacts, mistake: Mistake): StoragePlaceFacts | undefined {
  const other = mistake.where.startsWith("state") ? archiveOf(facts) : facts.state.region;
  const taken = [...sitesOf(facts).map(groundOf), groundOfPlace(other)];
  return placesIn(facts.site.kind).find(
    (place) =>
      !taken.includes(groundOfPlace(place)) && typeof place === "string" && findStorageRegion(place)?.zoneCount === 3,
  );
}

/** Regions with three zones, in the order of the catalogue. */
const zoned = <R extends { readonly name: string; readonly zones: readonly string[] }>(
  regions: readonly R[],
): readonly R["name"][] => regions.filter(({ zones }) => zones.length >= 3).map(({ name }): R["name"] => name);

/** A site of the same kind in another region of three zones, on ground that is not `taken`. */
function elsewhere(site: SiteFacts, taken: readonly string[]): SiteFacts {
  const candidates = ((): readonly SiteFacts[] => {
    switch (site.kind) {
      case "ovh":
        return zoned(ovhRegions).map((region) => ovh({ ...site, region }));
      case "azure":
        return zoned(azureRegions).map((region) => azure({ ...site, region }));
      case "aws":
        return zoned(awsRegions).map((region) => aws({ ...site, region }));
      case "existing":
        return [];
    }
  })();
  return candidates.find((candidate) => !taken.includes(groundOf(candidate))) ?? site;
}

/** The site that a path points into, or the place of copies, moved to ground of its own. */
function moveSite(facts: EnvironmentFacts, mistake: Mistake): EnvironmentFacts {
  const { where } = mistake;
  if (/^recovery\.(?:archive|offsite)|^state/.test(where))
    return setAt(facts, at(mistake).slice(0, 2), zonedPlace(facts, mistake));
  const { site, recovery } = facts;
  if (where.startsWith("site")) {
    const standby = standbyOf(recovery);
    return { ...facts, site: elsewhere(site, standby === undefined ? [] : [groundOf(standby)]) };
  }
  const standby = standbyOf(recovery);
  return standby === undefined
    ? facts
    : setAt(facts, where.split(".").slice(0, 2), elsewhere(standby, [groundOf(site)]));
}

/** A standby of the site's own kind, in place of one in another cloud. */
function alike(facts: EnvironmentFacts, { where }: Mistake): EnvironmentFacts {
  const sibling = elsewhere(facts.site, [groundOf(facts.site)]);
  return setAt(facts, where.split(".").slice(0, 2), { ...sibling, network: "10.99.0.0/16" });
}

/** The primary serves where the standby did; where it does already, the next tier down, with the same standby. */
function primaryOrLess(facts: EnvironmentFacts): EnvironmentFacts {
  const { recovery } = facts;
  if (recovery.kind !== "active-active" || recovery.active === "standby")
    return setAt(facts, ["recovery", "active"], "primary");
  const { standby: site, archive, accepts = [] } = recovery;
  return { ...facts, recovery: warmStandby({ site, archive, accepts }) };
}

const withAccepted = (facts: EnvironmentFacts, change: (accepts: Accepts) => Accepts): EnvironmentFacts => {
  const { recovery } = facts;
  const accepts = change(recovery.accepts ?? []);
  return { ...facts, recovery: { ...recovery, accepts } };
};
type Accepts = NonNullable<RecoveryFacts["accepts"]>;

const accept = (facts: EnvironmentFacts, store: string): EnvironmentFacts =>
  withAccepted(facts, (accepts) => [...accepts, { store, by: "information security officer", on: "2026-11-16" }]);

const nameHolders: Rule["follow"] = (facts) => ({
  ...facts,
  recoveryKeys: { threshold: 2, holders: ["first", "second"].map((name) => ({ name, publicKey: publicKey(name) })) },
});

const nameNobody: Rule["follow"] = ({ recoveryKeys: _, ...facts }) => facts;

const rules: readonly Rule[] = [
  {
    reads: /^leave it out: in shared tenancy/,
    follow: (facts) => ({ ...facts, users: { usage: facts.users.usage } }),
  },
  {
    reads: /^choose a region of (?:OVHcloud|Azure|AWS)$|storage of your own with s3/,
    follow: (facts, mistake) =>
      mistake.where.endsWith(".kind") ? alike(facts, mistake) : setAt(facts, at(mistake), freePlace(facts, mistake)),
  },
  {
    reads: /^choose a storage region|^keep the state in a region|^choose one of (?:RBX|SBG)/,
    follow: (facts, mistake) => setAt(facts, at(mistake), freePlace(facts, mistake)),
  },
  { reads: /^choose (?:another region|a region)/, follow: moveSite },
  {
    reads: /let the primary serve/,
    follow: primaryOrLess,
  },
  {
    reads: /^name another cluster/,
    follow: (facts, mistake) => setAt(facts, at(mistake).slice(0, 2), ownCluster("standby", "10.99.0.0/16")),
  },
  {
    reads: /or parts: \{ secrets: "openbao" \}/,
    follow: (facts) => ({ ...facts, parts: { ...facts.parts, secrets: "openbao" } }),
  },
  { reads: /^name two or more people who hold a part/, follow: nameHolders },
  { reads: /^leave them out, or choose parts: \{ secrets: "vault" \}/, follow: nameNobody },
  { reads: /^use "([a-z]+)"/, follow: (facts, mistake, [word]) => setAt(facts, at(mistake), word) },
  {
    reads: /^name one of: ([a-z-]+)/,
    follow: (facts, { value }, [store = ""]) =>
      withAccepted(facts, (accepts) => accepts.map((one) => (one.store === value ? { ...one, store } : one))),
  },
  { reads: /in recovery\.accepts as store "([a-z-]+)"/, follow: (facts, _, [store = ""]) => accept(facts, store) },
  {
    reads: /by name and date in recovery\.accepts/,
    follow: (facts, { where }) => accept(facts, where.split(".").at(-1) ?? ""),
  },
  {
    reads: /private network, such as (\S+)/,
    follow: (facts, mistake, [network]) => setAt(facts, at(mistake), network),
  },
  {
    reads: /^use a network of/,
    follow: (facts, mistake) =>
      setAt(facts, at(mistake), mistake.where.startsWith("site") ? "10.20.0.0/16" : "10.21.0.0/16"),
  },
  {
    reads: /^use account (\d+)/,
    follow: (facts, mistake, [account]) => setAt(facts, at(mistake), account),
  },
  {
    reads: /^give every site a network of its own/,
    follow: (facts, mistake) => setAt(facts, at(mistake), "10.99.0.0/16"),
  },
  {
    reads: /kind: "customer"|let the customer keep the records/,
    follow: (facts) => ({ ...facts, dns: { kind: "customer" } }),
  },
  {
    reads: /divide the users over several environments/,
    follow: (facts) => ({ ...facts, users: { ...facts.users, count: 4000 } }),
  },
];
