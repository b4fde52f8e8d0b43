import { aws, azure, backupRestore, s3, type EnvironmentFacts } from "../../environments/schema";
import { defineEnvironment } from "../../environments/schema";
import { ownCluster } from "../planning/sample-environments";
import { facts } from "./facts";

const operators = ["203.0.113.0/28"];
const subscription = "00000000-0000-0000-0000-000000000001";
const sweden = azure({ region: "swedencentral", subscription, network: "10.20.0.0/16", operators });

const read = (changes: Partial<EnvironmentFacts>) => defineEnvironment({ ...facts, ...changes });

test("a place of object storage is read by its name, whatever the cloud", () => {
  const environment = read({
    site: sweden,
    recovery: backupRestore({ offsite: "francecentral" }),
    state: { bucket: "zuidstate", region: "polandcentral" },
  });
  expect(environment.recovery).toMatchObject({ offsite: { cloud: "azure", city: "Paris", zoneCount: 3 } });
  expect(environment.state.region).toMatchObject({ cloud: "azure", country: "PL" });
});

test("copies, state and standby stand in the cloud of the site, and every one that does not is named", () => {
  const standby = aws({ region: "eu-central-1", account: "000000000001", network: "10.21.0.0/16", operators });
  expect(() =>
    read({
      site: sweden,
      recovery: { kind: "warm-standby", site: standby, archive: "GRA" },
      state: { bucket: "zuidstate", region: "eu-north-1" },
    }),
  ).toThrow(/3 mistakes[^]*recovery\.site\.kind[^]*recovery\.archive[^]*state\.region[^]*choose a region of Azure/);
});

test("a customer's own storage says where it stands; two places with one word burn together", () => {
  const own = (name: string, failureDomain: string) =>
    s3({ name, host: `s3.${name}.example.eu`, country: "NL", failureDomain, objectLock: true });
  const site = ownCluster;
  const state = { bucket: "zuid-state", region: own("elsewhere", "elsewhere") };
  const offsite = (failureDomain: string) => backupRestore({ offsite: own("vault", failureDomain) });
  expect(read({ site, state, dns: { kind: "customer" }, recovery: offsite("cellar") }).recovery).toMatchObject({
    offsite: { cloud: "existing", host: "s3.vault.example.eu", region: "us-east-1" },
  });
  expect(() => read({ site, state, recovery: offsite("townhall") })).toThrow(
    /recovery\.offsite: "vault" stands in NL, a site that it covers/,
  );
});

test("storage that does not say where it stands is refused", () => {
  expect(() =>
    read({
      recovery: backupRestore({
        offsite: s3({ name: "x", host: "s3.example.eu", country: "NL", failureDomain: "", objectLock: true }),
      }),
    }),
  ).toThrow(/recovery\.offsite/);
});
