import { defineEnvironment, noveu, ovh, shared, warmStandby } from "bestek";

/** Municipalities, schools and care providers by turns, of 25 to 600 users: 200 lines as a sales list would have them. */
const kinds = [
  { id: "gemeente", name: "Gemeente", users: 180 },
  { id: "school", name: "Scholengroep", users: 90 },
  { id: "zorg", name: "Zorggroep", users: 60 },
  { id: "advies", name: "Adviesbureau", users: 25 },
] as const;

const tenants = Object.fromEntries(
  Array.from({ length: 200 }, (_, index) => {
    const { id: kind, name, users } = kinds[index % kinds.length] ?? kinds[0];
    const number = String(index + 1).padStart(3, "0");
    const id = `${kind}${number}`;
    // Every fortieth is a large one; the others differ by up to two fifths.
    const size = index % 40 === 0 ? 600 : users + Math.round((users * 2 * ((index * 7) % 11)) / 55);
    return [id, { customer: `${name} ${number}`, domain: `${id}.example.eu`, users: size }];
  }),
);

/** A workspace for 200 organizations on one platform in Paris, with a warm standby in Milan. */
export default defineEnvironment({
  name: "noveu-cloud",
  stage: "production",
  suite: noveu(),
  users: { usage: "seed" },
  tenancy: shared({ customer: "Noveu", domain: "cloud.example.eu", cells: 12, tenants }),
  site: ovh({
    region: "EU-WEST-PAR",
    project: "00000000000000000000000000000002",
    network: "10.30.0.0/16",
    operators: ["203.0.113.16/28"],
    quotas: { buckets: 2100 },
  }),
  runner: { network: "198.51.100.8/32" },
  recovery: warmStandby({
    site: ovh({
      region: "EU-SOUTH-MIL",
      project: "00000000000000000000000000000002",
      network: "10.31.0.0/16",
      operators: ["203.0.113.16/28"],
      quotas: { buckets: 2100 },
    }),
    archive: "GRA",
    accepts: [
      { store: "bucket-audit", by: "information security officer", on: "2026-11-21" },
      { store: "bucket-platform-audit", by: "information security officer", on: "2026-11-21" },
      { store: "bucket-mail", by: "information security officer", on: "2026-11-16" },
      { store: "bucket-files", by: "information security officer", on: "2026-11-16" },
      { store: "bucket-invoices", by: "information security officer", on: "2026-11-21" },
      { store: "bucket-media", by: "information security officer", on: "2026-11-16" },
    ],
  }),
  dns: { kind: "provider-zone", zone: "example.eu" },
  registry: {
    mirror: "registry.cloud.example.eu",
    pullSecret: "registry-pull",
    providers: "https://registry.cloud.example.eu/providers/",
  },
  state: { bucket: "noveu-cloud-state", region: "DE" },
  certificates: { contact: "platform@cloud.example.eu" },
  disclosure: { contact: "mailto:security@cloud.example.eu", until: "2027-10-31" },
  alerts: {
    page: [
      { kind: "webhook", host: "alerts.duty.example.eu" },
      { kind: "mail", to: "cloud@duty.example.eu" },
    ],
    ticket: [{ kind: "mail", to: "platform@cloud.example.eu" }],
    relay: { host: "smtp.relay.example.eu", user: "cloud", from: "alerts@cloud.example.eu" },
    watchdog: "heartbeat.duty.example.eu",
  },
  kubernetes: "1.35",
});
