import { aws, backupRestore, defineEnvironment, noveu, shared } from "bestek";

/** Schools of one region by their number of users; each brings a domain of its own. */
const schools = {
  beuk: ["Basisschool De Beuk", 40],
  eik: ["Basisschool De Eik", 55],
  els: ["Basisschool De Els", 35],
  esdoorn: ["Scholengroep Esdoorn", 160],
  hazelaar: ["Basisschool De Hazelaar", 45],
  iep: ["Lyceum De Iep", 120],
  kastanje: ["Scholengroep Kastanje", 210],
  linde: ["College De Linde", 95],
  populier: ["Basisschool De Populier", 30],
  spar: ["Basisschool De Spar", 25],
  wilg: ["Praktijkschool De Wilg", 60],
  zilverberk: ["Vakschool Zilverberk", 75],
} as const;

/** A workspace for twelve schools on one platform in Frankfurt, with backups in Stockholm. */
export default defineEnvironment({
  name: "noveu-west",
  stage: "production",
  suite: noveu(),
  users: { usage: "seed" },
  tenancy: shared({
    customer: "Scholendienst West",
    domain: "west.example.eu",
    cells: 2,
    tenants: Object.fromEntries(
      Object.entries(schools).map(([id, [customer, users]]) => [id, { customer, domain: `${id}.example.eu`, users }]),
    ),
  }),
  site: aws({
    region: "eu-central-1",
    account: "000000000001",
    network: "10.40.0.0/16",
    operators: ["203.0.113.0/28"],
    administrators: ["arn:aws:iam::000000000001:role/platform"],
  }),
  runner: { network: "198.51.100.7/32" },
  recovery: backupRestore({ offsite: "eu-north-1" }),
  dns: { kind: "customer" },
  registry: {
    mirror: "registry.west.example.eu",
    pullSecret: "registry-pull",
    providers: "https://registry.west.example.eu/providers/",
  },
  state: { bucket: "noveu-west-state", region: "eu-west-1" },
  certificates: { contact: "platform@west.example.eu" },
  disclosure: { contact: "mailto:security@west.example.eu", until: "2027-10-31" },
  alerts: {
    page: [
      { kind: "webhook", host: "alerts.duty.example.eu" },
      { kind: "mail", to: "west@duty.example.eu" },
    ],
    ticket: [{ kind: "mail", to: "platform@west.example.eu" }],
    relay: { host: "smtp.relay.example.eu", user: "west", from: "alerts@west.example.eu" },
    watchdog: "heartbeat.duty.example.eu",
  },
  kubernetes: "1.35",
});
