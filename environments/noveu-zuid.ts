import { defineEnvironment, noveu, ovh, dedicated, warmStandby } from "bestek";

/** A municipality of 4,200 users in Paris, with a warm standby in Milan. */
export default defineEnvironment({
  name: "noveu-zuid",
  stage: "production",
  suite: noveu({
    ai: { inference: { kind: "cpu", servers: 3 }, tokensPerMinute: { person: 6_000, organisation: 60_000 } },
  }),
  users: { count: 4_200, usage: "seed" },
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
    accepts: [
      { store: "bucket-documents", by: "information security officer", on: "2026-11-21" },
      { store: "bucket-settings", by: "information security officer", on: "2026-11-21" },
      { store: "bucket-audit", by: "information security officer", on: "2026-11-21" },
      { store: "bucket-platform-audit", by: "information security officer", on: "2026-11-21" },
      { store: "bucket-mail", by: "information security officer", on: "2026-11-16" },
      { store: "bucket-files", by: "information security officer", on: "2026-11-16" },
      { store: "bucket-media", by: "information security officer", on: "2026-11-16" },
    ],
  }),
  dns: { kind: "provider-zone", zone: "example.eu" },
  registry: {
    mirror: "registry.zuid.example.eu",
    pullSecret: "registry-pull",
    providers: "https://registry.zuid.example.eu/providers/",
  },
  cdn: { provider: "bunny", host: "noveu-zuid.b-cdn.net" },
  state: { bucket: "noveu-zuid-state", region: "DE" },
  certificates: { contact: "platform@zuid.example.eu" },
  disclosure: { contact: "mailto:security@zuid.example.eu", until: "2027-10-31" },
  alerts: {
    page: [
      { kind: "webhook", host: "alerts.duty.example.eu" },
      { kind: "mail", to: "zuid@duty.example.eu" },
    ],
    ticket: [{ kind: "mail", to: "platform@zuid.example.eu" }],
    relay: { host: "smtp.relay.example.eu", user: "zuid", from: "alerts@zuid.example.eu" },
    watchdog: "heartbeat.duty.example.eu",
  },
  kubernetes: "1.35",
});
