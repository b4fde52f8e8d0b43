import { backupRestore, dedicated, defineEnvironment, existing, noveu, s3 } from "bestek";

/** A water board of 400 users on a cluster of its own, which chose the other product wherever there are two. */
export default defineEnvironment({
  name: "noveu-oost",
  stage: "production",
  suite: noveu(),
  users: { count: 400, usage: "seed" },
  tenancy: dedicated({ customer: "Waterschap Oost", domain: "oost.example.eu" }),
  parts: { objects: "garage", bus: "kafka" },
  site: existing({
    name: "polder",
    context: "bestek@polder",
    cluster: "00000000-0000-4000-8000-000000000002",
    country: "NL",
    network: "10.80.0.0/20",
    podNetwork: "10.81.0.0/16",
    serviceNetwork: "10.82.0.0/16",
    operators: ["10.80.32.0/24"],
    zones: ["polder-a", "polder-b", "polder-c"],
    nodes: { perZone: 3, cores: 15, memoryGib: 60, volumes: 32 },
    storageClass: { name: "linstor-encrypted", encrypted: true, zoneBound: true },
    entry: {
      addresses: ["203.0.113.50"],
      requested: "10.80.17.10",
      annotations: { "metallb.io/address-pool": "public" },
      client: { kind: "packet" },
    },
    egress: ["203.0.113.51"],
    seal: { kind: "static", keyId: "2026-11" },
  }),
  runner: { network: "10.80.33.7/32" },
  recovery: backupRestore({
    offsite: s3({
      name: "sluice",
      host: "s3.sluice.oost.example.eu",
      country: "NL",
      failureDomain: "sluice",
      objectLock: true,
      addressing: "path",
      networks: ["10.90.16.0/24"],
    }),
  }),
  dns: { kind: "customer" },
  registry: {
    mirror: "registry.oost.example.eu",
    pullSecret: "registry-pull",
    providers: "https://registry.oost.example.eu/providers/",
  },
  state: {
    bucket: "noveu-oost-state",
    region: s3({
      name: "office",
      host: "s3.office.oost.example.eu",
      country: "NL",
      failureDomain: "office",
      objectLock: true,
      addressing: "path",
    }),
  },
  certificates: { contact: "platform@oost.example.eu" },
  disclosure: { contact: "mailto:security@oost.example.eu", until: "2027-10-31" },
  alerts: {
    page: [
      { kind: "webhook", host: "alerts.duty.example.eu" },
      { kind: "mail", to: "oost@duty.example.eu" },
    ],
    ticket: [{ kind: "mail", to: "platform@oost.example.eu" }],
    relay: { host: "smtp.relay.example.eu", user: "oost", from: "alerts@oost.example.eu" },
    watchdog: "heartbeat.duty.example.eu",
  },
  kubernetes: "1.35",
});
