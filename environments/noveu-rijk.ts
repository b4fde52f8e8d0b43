import { activeActive, dedicated, defineEnvironment, noveu, ovh } from "bestek";

/** A government service of 2,500 users over three data centres of Paris, with a warm standby in Milan for the region as a whole. */
export default defineEnvironment({
  name: "noveu-rijk",
  stage: "production",
  suite: noveu({
    mail: { journal: { kind: "kept", years: 7 } },
    ai: { inference: { kind: "cpu", servers: 3 }, tokensPerMinute: { person: 6_000, organisation: 60_000 } },
  }),
  users: { count: 2_500, usage: "measured" },
  tenancy: dedicated({ customer: "Rijksdienst Voorbeeld", domain: "rijk.example.eu" }),
  site: ovh({
    region: "EU-WEST-PAR",
    project: "00000000000000000000000000000002",
    auditLog: "ldp-xx-12345",
    network: "10.30.0.0/16",
    operators: ["203.0.113.16/28"],
  }),
  runner: { network: "198.51.100.8/32" },
  recovery: activeActive({
    over: "datacentres",
    standby: ovh({
      region: "EU-SOUTH-MIL",
      project: "00000000000000000000000000000002",
      auditLog: "ldp-xx-12345",
      network: "10.31.0.0/16",
      operators: ["203.0.113.16/28"],
    }),
    archive: "RBX",
    accepts: [
      { store: "bucket-documents", by: "chief information officer", on: "2026-11-21" },
      { store: "bucket-settings", by: "chief information officer", on: "2026-11-21" },
      { store: "bucket-audit", by: "chief information officer", on: "2026-11-21" },
      { store: "bucket-platform-audit", by: "chief information officer", on: "2026-11-21" },
      { store: "bucket-journal", by: "chief information officer", on: "2026-11-22" },
      { store: "bucket-mail", by: "chief information officer", on: "2026-11-16" },
      { store: "bucket-files", by: "chief information officer", on: "2026-11-16" },
      { store: "bucket-media", by: "chief information officer", on: "2026-11-16" },
    ],
  }),
  dns: { kind: "customer" },
  registry: { mirror: "registry.rijk.example.eu", pullSecret: "registry-pull" },
  state: { bucket: "noveu-rijk-state", region: "WAW" },
  certificates: { contact: "platform@rijk.example.eu" },
  disclosure: { contact: "mailto:security@rijk.example.eu", until: "2027-10-31" },
  alerts: {
    page: [
      { kind: "webhook", host: "alerts.duty.example.eu" },
      { kind: "mail", to: "rijk@duty.example.eu" },
    ],
    ticket: [{ kind: "mail", to: "platform@rijk.example.eu" }],
    relay: { host: "smtp.relay.example.eu", user: "rijk", from: "alerts@rijk.example.eu" },
    watchdog: "heartbeat.duty.example.eu",
  },
});
