import { dedicated, noveu, ovh, warmStandby, type EnvironmentFacts } from "../../index";

/** A page of facts that holds; tests change one fact at a time. */
export const facts: EnvironmentFacts = {
  name: "zuid",
  stage: "production",
  suite: noveu(),
  users: { count: 4200, usage: "seed" },
  tenancy: dedicated({ customer: "Gemeente Zuid", domain: "zuid.example.eu" }),
  site: ovh({
    region: "EU-WEST-PAR",
    project: "00000000000000000000000000000001",
    network: "10.20.0.0/16",
    operators: ["203.0.113.0/28"],
  }),
  runner: { network: "198.51.100.7/32" },
  recovery: warmStandby({
    site: ovh({
      region: "EU-SOUTH-MIL",
      project: "00000000000000000000000000000001",
      network: "10.21.0.0/16",
      operators: ["203.0.113.0/28"],
    }),
    archive: "GRA",
  }),
  dns: { kind: "provider-zone", zone: "example.eu" },
  registry: { mirror: "registry.zuid.example.eu", pullSecret: "registry-pull" },
  state: { bucket: "zuid-state", region: "DE" },
  certificates: { contact: "platform@zuid.example.eu" },
};
