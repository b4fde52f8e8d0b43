import { aws, backupRestore, dedicated, defineEnvironment, noveu, shared, warmStandby } from "../../../index";
import type { Environment, EnvironmentFacts } from "../../../environments/schema";

const account = "000000000001";
const operators = ["203.0.113.0/28"];

export const frankfurt = aws({ region: "eu-central-1", account, network: "10.40.0.0/16", operators });
export const dublin = aws({ region: "eu-west-1", account, network: "10.41.0.0/16", operators });

/** An environment at AWS, with other facts where a test says so. */
export const atAws = (changes: Partial<EnvironmentFacts> = {}): Environment =>
  defineEnvironment({
    name: "west",
    stage: "production",
    suite: noveu(),
    users: { count: 900, usage: "seed" },
    tenancy: dedicated({ customer: "Scholengroep West", domain: "west.example.eu" }),
    site: frankfurt,
    runner: { network: "198.51.100.7/32" },
    recovery: backupRestore({ offsite: "eu-north-1" }),
    dns: { kind: "customer" },
    registry: { mirror: "registry.west.example.eu", pullSecret: "registry-pull" },
    state: { bucket: "west-state", region: "eu-west-3" },
    certificates: { contact: "platform@west.example.eu" },
    ...changes,
  });

export const withStandby = (changes: Partial<EnvironmentFacts> = {}): Environment =>
  atAws({ recovery: warmStandby({ site: dublin, archive: "eu-north-1" }), ...changes });

/** A platform for tenants of these names. */
export const forTenants = (...ids: readonly string[]): Environment => {
  const tenants = Object.fromEntries(
    ids.map((id) => [id, { customer: id.toUpperCase(), domain: `${id}.example.eu`, users: 40 }]),
  );
  return atAws({
    users: { usage: "seed" },
    tenancy: shared({ customer: "West", domain: "west.example.eu", cells: 2, tenants }),
  });
};
