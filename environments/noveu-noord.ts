import { azure, dedicated, defineEnvironment, noveu, warmStandby } from "bestek";

/** A municipality of 2,600 users in Gävle, with a warm standby in Frankfurt. */
export default defineEnvironment({
  name: "noveu-noord",
  stage: "production",
  suite: noveu(),
  users: { count: 2_600, usage: "seed" },
  tenancy: dedicated({ customer: "Gemeente Noord", domain: "noord.example.eu" }),
  site: azure({
    region: "swedencentral",
    subscription: "00000000-0000-0000-0000-000000000002",
    network: "10.30.0.0/16",
    operators: ["203.0.113.16/28"],
  }),
  runner: { network: "198.51.100.8/32" },
  recovery: warmStandby({
    site: azure({
      region: "germanywestcentral",
      subscription: "00000000-0000-0000-0000-000000000002",
      network: "10.31.0.0/16",
      operators: ["203.0.113.16/28"],
    }),
    archive: "francecentral",
    accepts: [
      { store: "bucket-audit", by: "information security officer", on: "2026-11-21" },
      { store: "bucket-platform-audit", by: "information security officer", on: "2026-11-21" },
      { store: "bucket-mail", by: "information security officer", on: "2026-11-20" },
      { store: "bucket-files", by: "information security officer", on: "2026-11-20" },
      { store: "bucket-media", by: "information security officer", on: "2026-11-20" },
      { store: "bucket-settings", by: "information security officer", on: "2026-11-21" },
    ],
  }),
  dns: { kind: "provider-zone", zone: "noord.example.eu" },
  registry: { mirror: "registry.noord.example.eu", pullSecret: "registry-pull" },
  state: { bucket: "noveunoordstate", region: "westeurope" },
  certificates: { contact: "platform@noord.example.eu" },
  disclosure: { contact: "mailto:security@noord.example.eu", until: "2027-10-31" },
  alerts: {
    page: [
      { kind: "webhook", host: "alerts.duty.example.eu" },
      { kind: "mail", to: "noord@duty.example.eu" },
    ],
    ticket: [{ kind: "mail", to: "platform@noord.example.eu" }],
    relay: { host: "smtp.relay.example.eu", user: "noord", from: "alerts@noord.example.eu" },
    watchdog: "heartbeat.duty.example.eu",
  },
  kubernetes: "1.35",
});
