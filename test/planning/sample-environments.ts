import {
  activeActive,
  aws,
  azure,
  backupRestore,
  dedicated,
  defineEnvironment,
  existing,
  noveu,
  ovh,
  s3,
  warmStandby,
  type Environment,
  type EnvironmentFacts,
  type RecoveryFacts,
  type SiteFacts,
  type StoragePlaceFacts,
} from "bestek";
import { findStorageRegion } from "../../catalog";

const operators = ["203.0.113.0/28"];
const project = "00000000000000000000000000000001";

export const paris = ovh({ region: "EU-WEST-PAR", project, network: "10.20.0.0/16", operators });
export const milan = ovh({ region: "EU-SOUTH-MIL", project, network: "10.21.0.0/16", operators });
export const gravelines = ovh({ region: "GRA11", project, network: "10.20.0.0/16", operators });
export const amsterdam = azure({
  region: "westeurope",
  subscription: "00000000-0000-0000-0000-000000000001",
  network: "10.20.0.0/16",
  operators,
});
export const gavle = azure({
  region: "swedencentral",
  subscription: "00000000-0000-0000-0000-000000000001",
  network: "10.21.0.0/16",
  operators,
});
export const brussels = azure({
  region: "belgiumcentral",
  subscription: "00000000-0000-0000-0000-000000000001",
  network: "10.20.0.0/16",
  operators,
});
export const dublin = aws({ region: "eu-west-1", account: "000000000001", network: "10.20.0.0/16", operators });
export const frankfurt = aws({ region: "eu-central-1", account: "000000000001", network: "10.21.0.0/16", operators });
const cluster = (name: string, network: string, uid: string) =>
  existing({
    name,
    context: `admin@${name}`,
    cluster: uid,
    country: "NL",
    network,
    podNetwork: "10.42.0.0/16",
    serviceNetwork: "10.43.0.0/16",
    operators,
    zones: ["hall-1", "hall-2", "hall-3"],
    storageClass: { name: "encrypted", encrypted: true, zoneBound: false },
    objects: s3({
      name: `${name}-s3`,
      host: `s3.${name}.example.eu`,
      country: "NL",
      failureDomain: name,
      objectLock: true,
    }),
    entry: { addresses: ["203.0.113.20"], client: { kind: "packet" } },
    egress: ["203.0.113.21"],
    seal: { kind: "static", keyId: "first" },
  });
export const ownCluster = cluster("townhall", "10.20.0.0/16", "00000000-0000-0000-0000-000000000002");
export const otherCluster = cluster("library", "10.21.0.0/16", "00000000-0000-0000-0000-000000000003");

export const basis: RecoveryFacts = backupRestore({ offsite: "SBG" });
export const pro: RecoveryFacts = warmStandby({ site: milan, archive: "GRA" });
export const overheid: RecoveryFacts = activeActive({ over: "datacentres", standby: milan, archive: "GRA" });

type Cloud = SiteFacts["kind"];

const own = (name: string) =>
  s3({ name, host: `s3.${name}.example.eu`, country: "NL", failureDomain: name, objectLock: true });

/** A place in each cloud for the copies that survive every site, and one for the state. */
const places: Readonly<Record<Cloud, { readonly archive: StoragePlaceFacts; readonly state: StoragePlaceFacts }>> = {
  ovh: { archive: "GRA", state: "DE" },
  azure: { archive: "francecentral", state: "polandcentral" },
  aws: { archive: "eu-west-3", state: "eu-north-1" },
  existing: { archive: own("vault"), state: own("state") },
};

/** A recovery with its copies in the cloud of its site: those of the samples above stand at OVHcloud. */
function recoveryIn(cloud: Cloud, recovery: RecoveryFacts): RecoveryFacts {
  const given = recovery.kind === "backup-restore" ? recovery.offsite : recovery.archive;
  if (cloud === (typeof given === "string" ? findStorageRegion(given)?.cloud : "existing")) return recovery;
  const { archive } = places[cloud];
  switch (recovery.kind) {
    case "backup-restore":
      return { ...recovery, offsite: archive };
    case "warm-standby":
    case "active-active":
      return { ...recovery, archive };
  }
}

/** The municipality of the worked examples, with the facts that a test changes. */
export const municipality = ({
  site = paris,
  recovery = pro,
  ...changes
}: Partial<EnvironmentFacts> = {}): Environment =>
  defineEnvironment({
    name: "zuid",
    stage: "production",
    suite: noveu(),
    users: { count: 4200, usage: "seed" },
    tenancy: dedicated({ customer: "Gemeente Zuid", domain: "zuid.example.eu" }),
    site,
    runner: { network: "198.51.100.7/32" },
    recovery: recoveryIn(site.kind, recovery),
    dns: { kind: "customer" },
    registry: { mirror: "registry.zuid.example.eu", pullSecret: "registry-pull" },
    state: { bucket: "zuid-state", region: places[site.kind].state },
    certificates: { contact: "platform@zuid.example.eu" },
    ...changes,
  });
