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
  warmStandby,
  type Environment,
  type EnvironmentFacts,
  type RecoveryFacts,
} from "bestek";

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
export const ownCluster = existing({
  name: "townhall",
  context: "townhall",
  country: "NL",
  storageClass: "encrypted",
  objectStorage: "s3.zuid.example.eu",
  network: "10.20.0.0/16",
  operators,
});

export const basis: RecoveryFacts = backupRestore({ offsite: "SBG" });
export const pro: RecoveryFacts = warmStandby({ site: milan, archive: "GRA" });
export const overheid: RecoveryFacts = activeActive({ over: "datacentres", standby: milan, archive: "GRA" });

/** The municipality of the worked examples, with the facts that a test changes. */
export const municipality = (changes: Partial<EnvironmentFacts> = {}): Environment =>
  defineEnvironment({
    name: "zuid",
    stage: "production",
    suite: noveu(),
    users: { count: 4200, usage: "seed" },
    tenancy: dedicated({ customer: "Gemeente Zuid", domain: "zuid.example.eu" }),
    site: paris,
    runner: { network: "198.51.100.7/32" },
    recovery: pro,
    dns: { kind: "customer" },
    registry: { mirror: "registry.zuid.example.eu", pullSecret: "registry-pull" },
    state: { bucket: "zuid-state", region: "DE" },
    certificates: { contact: "platform@zuid.example.eu" },
    ...changes,
  });
