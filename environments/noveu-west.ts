import { aws, backupRestore, dedicated, defineEnvironment, noveu } from "bestek";

/** A group of schools in Frankfurt with backups in Stockholm. */
export default defineEnvironment({
  name: "noveu-west",
  stage: "production",
  suite: noveu(),
  users: { count: 900, usage: "seed" },
  tenancy: dedicated({ customer: "Scholengroep West", domain: "west.example.eu" }),
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
  registry: { mirror: "registry.west.example.eu", pullSecret: "registry-pull" },
  state: { bucket: "noveu-west-state", region: "eu-west-1" },
  certificates: { contact: "platform@west.example.eu" },
  kubernetes: "1.35",
});
