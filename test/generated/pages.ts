import {
  activeActive,
  aws,
  azure,
  backupRestore,
  dedicated,
  noveu,
  ovh,
  shared,
  warmStandby,
  type EnvironmentFacts,
  type RecoveryFacts,
  type SiteFacts,
  type StoragePlaceFacts,
  type Suite,
  type TenancyFacts,
} from "bestek";
import fc from "fast-check";
import { awsRegions, azureRegions, ovhRegions, ovhStorageRegions } from "../../catalog";
import { apart, groundOf, groundOfPlace } from "./ground";
import { ownCluster, ownPlace } from "./own-cluster";

export type Cloud = SiteFacts["kind"];

/** Mostly `usual`; one time in `odds` what an architect in a hurry writes. */
const mostly = <T>(usual: fc.Arbitrary<T>, slip: fc.Arbitrary<T>, odds: number): fc.Arbitrary<T> =>
  fc.oneof({ weight: odds - 1, arbitrary: usual }, { weight: 1, arbitrary: slip });

/** True one time in `odds`. */
const slips = (odds: number): fc.Arbitrary<boolean> => mostly(fc.constant(false), fc.constant(true), odds);

const names = <R extends { readonly name: string }>(regions: readonly R[]): fc.Arbitrary<R["name"]> =>
  fc.constantFrom(...regions.map(({ name }): R["name"] => name));

const several = <T>(of: fc.Arbitrary<T>): fc.Arbitrary<[T, ...T[]]> => fc.tuple(of, of, of, of, of, of);

const operators = ["203.0.113.0/28"];

const networks = {
  primary: mostly(fc.constantFrom("10.20.0.0/16", "10.64.0.0/16", "192.168.0.0/18"), fc.constant("10.240.0.0/16"), 40),
  standby: mostly(fc.constantFrom("10.21.0.0/16", "10.32.0.0/16", "192.168.128.0/18"), fc.constant("10.20.0.0/17"), 40),
} as const;

/** Mostly one of the partition that everybody has. */
const awsRegion = mostly(names(awsRegions.filter(({ zones }) => zones.length >= 3)), names(awsRegions), 14);

/** Mostly one with zones; the others are for those who ask. */
const azureRegion = mostly(names(azureRegions.filter(({ zones }) => zones.length >= 3)), names(azureRegions), 12);

function siteOf(cloud: Cloud, role: "primary" | "standby"): fc.Arbitrary<SiteFacts> {
  const network = networks[role];
  switch (cloud) {
    case "ovh": {
      const region = mostly(fc.constantFrom("EU-WEST-PAR", "EU-SOUTH-MIL"), names(ovhRegions), 10);
      const project = "00000000000000000000000000000001";
      return fc.record({ region, network }).map((place) => ovh({ ...place, project, operators }));
    }
    case "azure": {
      const subscription = "00000000-0000-0000-0000-000000000001";
      return fc.record({ region: azureRegion, network }).map((at) => azure({ ...at, subscription, operators }));
    }
    case "aws": {
      const account = "000000000001";
      return fc.record({ region: awsRegion, network }).map((at) => aws({ ...at, account, operators }));
    }
    case "existing":
      return network.map((of) => ownCluster(role, of));
  }
}

function placeOf(cloud: Cloud, role: "archive" | "state"): fc.Arbitrary<StoragePlaceFacts> {
  switch (cloud) {
    case "ovh":
      return role === "archive"
        ? mostly(fc.constantFrom("GRA", "SBG", "RBX"), names(ovhStorageRegions), 12)
        : names(ovhStorageRegions);
    case "azure":
      return azureRegion;
    case "aws":
      return awsRegion;
    case "existing":
      return fc.constant(ownPlace(role));
  }
}

/** Everything that stands somewhere: mostly on ground of its own. */
export interface Places {
  readonly site: SiteFacts;
  readonly standby: SiteFacts;
  readonly archive: StoragePlaceFacts;
  readonly state: StoragePlaceFacts;
}

const placesOf = (cloud: Cloud): fc.Arbitrary<Places> =>
  fc
    .record({
      site: siteOf(cloud, "primary"),
      standbys: several(siteOf(cloud, "standby")),
      stranger: fc.constantFrom<Cloud>("ovh", "azure", "aws").chain((other) => siteOf(other, "standby")),
      archives: several(placeOf(cloud, "archive")),
      states: several(placeOf(cloud, "state")),
      abroad: slips(30),
      careless: slips(20),
    })
    .map(({ site, standbys, stranger, archives, states, abroad, careless }): Places => {
      if (careless) return { site, standby: standbys[0], archive: archives[0], state: states[0] };
      const standby = abroad ? stranger : apart(standbys, groundOf, [groundOf(site)]);
      const taken = [groundOf(site), groundOf(standby)];
      const archive = apart(archives, groundOfPlace, taken);
      return { site, standby, archive, state: apart(states, groundOfPlace, [...taken, groundOfPlace(archive)]) };
    });

/** What one region alone holds, by the service that keeps it there. */
const keptOf = {
  audit: "audit",
  "platform-audit": "platform-audit",
  mail: "mail",
  files: "files",
  chat: "media",
} as const;

const storesOf = (running: (service: string) => boolean): readonly string[] =>
  Object.entries(keptOf).flatMap(([service, bucket]) => (running(service) ? [`bucket-${bucket}`] : []));

const recoveryOf = (
  { standby, archive }: Places,
  { kind }: TenancyFacts,
  { services }: Suite,
): fc.Arbitrary<RecoveryFacts> =>
  fc
    .record({
      tier: fc.constantFrom("basis" as const, "basis" as const, "pro" as const, "pro" as const, "overheid" as const),
      active: mostly(fc.constant("primary" as const), fc.constant("standby" as const), 6),
      accepted: mostly(fc.constant(true), fc.constant(false), 8),
      outdated: slips(40),
    })
    .map(({ tier, active, accepted, outdated }): RecoveryFacts => {
      const kept = storesOf((service) => outdated || service in services);
      const stores = kind === "shared" ? [...kept, "bucket-invoices"] : kept;
      const accepts = (accepted ? stores : []).map((store) => ({
        store,
        by: "information security officer",
        on: "2026-11-16",
      }));
      switch (tier) {
        case "basis":
          return backupRestore({ offsite: archive, accepts });
        case "pro":
          return warmStandby({ site: standby, archive, active, accepts });
        case "overheid":
          return activeActive({ over: "datacentres", standby, archive, active, accepts });
      }
    });

const tenants = fc
  .uniqueArray(fc.constantFrom("noord", "oost", "west", "midden"), { minLength: 1, maxLength: 3 })
  .map((ids) =>
    shared({
      customer: "Werkplek Samen",
      domain: "samen.example.eu",
      tenants: Object.fromEntries(
        ids.map((id) => [id, { customer: `Gemeente ${id}`, domain: `${id}.example.eu`, users: 150 }]),
      ),
    }),
  );

const tenancies = mostly<TenancyFacts>(
  fc.constant(dedicated({ customer: "Gemeente Zuid", domain: "zuid.example.eu" })),
  tenants,
  3,
);

const parts = mostly<EnvironmentFacts["parts"]>(
  fc.constant({}),
  fc.constantFrom<EnvironmentFacts["parts"]>(
    { gateway: "kong" },
    { bus: "kafka" },
    { secrets: "vault" },
    { objects: "garage" },
    { objects: "rook" },
    { identity: "authentik" },
  ),
  20,
);

/** Half of them whole; most others are small, so that more pages are tried in the same time. */
const suites = fc.oneof(
  { weight: 6, arbitrary: fc.constant(noveu()) },
  {
    weight: 5,
    arbitrary: fc.constantFrom(
      noveu({ without: ["chat", "config", "files", "ops", "portal"] }),
      noveu({ without: ["config", "downloads", "mail", "platform-audit"] }),
      noveu({ without: ["files", "mail", "ops"] }),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      noveu({ mail: { journal: { kind: "kept", years: 7 } } }),
      noveu({ without: ["files"] }),
      noveu({ without: ["mail"] }),
      noveu({ without: ["portal"] }),
      noveu({ without: ["chat"] }),
      noveu({ chat: { calls: { kind: "none" } } }),
    ),
  },
);

const counted = mostly(fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 5001, max: 60_000 }), 25);

/** Tenants bring their users with them; to count them again is a slip. */
const usersOf = ({ kind }: TenancyFacts): fc.Arbitrary<EnvironmentFacts["users"]> =>
  fc
    .record({
      count: kind === "shared" ? mostly(fc.constant(undefined), counted, 15) : counted,
      usage: fc.constantFrom("seed" as const, "measured" as const),
    })
    .map(({ count, usage }) => (count === undefined ? { usage } : { count, usage }));

const page = (cloud: Cloud, tenancy: TenancyFacts, places: Places, suite: Suite): fc.Arbitrary<EnvironmentFacts> =>
  fc.record({
    name: fc.constant("zuid"),
    stage: fc.constantFrom("production" as const, "acceptance" as const),
    suite: fc.constant(suite),
    users: usersOf(tenancy),
    tenancy: fc.constant(tenancy),
    site: fc.constant(places.site),
    runner: fc.constant({ network: "198.51.100.7/32" }),
    recovery: recoveryOf(places, tenancy, suite),
    dns: mostly<EnvironmentFacts["dns"]>(
      fc.constant({ kind: "customer" }),
      fc.constant({ kind: "provider-zone", zone: "example.eu" }),
      cloud === "existing" || cloud === "aws" ? 20 : 2,
    ),
    registry: fc.constant({ mirror: "registry.zuid.example.eu", pullSecret: "registry-pull" }),
    state: fc.constant({ bucket: "zuidstate", region: places.state }),
    certificates: fc.constant({ contact: "platform@zuid.example.eu" }),
    postgresql: fc.constantFrom("17" as const, "15" as const),
    parts,
  });

/** One page of facts as an architect might write it: mostly sound, now and then with a slip of each kind. */
export const pages: fc.Arbitrary<EnvironmentFacts> = fc
  .constantFrom<Cloud>("ovh", "ovh", "azure", "aws", "existing")
  .chain((cloud) =>
    fc
      .record({ tenancy: tenancies, places: placesOf(cloud), suite: suites })
      .chain(({ tenancy, places, suite }) => page(cloud, tenancy, places, suite)),
  );
