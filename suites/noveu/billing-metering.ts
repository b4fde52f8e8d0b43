import { images, objectCount } from "../../catalog";
import {
  accountsClient,
  accountsSecret,
  days,
  enforced,
  figure,
  mebibytes,
  millicores,
  minutes,
  replicas,
  secret,
  type Meter,
  type Source,
  type Surroundings,
  type Workload,
} from "../../language";
import { catalogueScript, meterScript } from "./billing-scripts";
import type { BillingRules } from "./billing-rules";
import { billingName, lagoApi } from "./lago-configuration";

const decision: Source = { kind: "decision", ref: "bestek metering", date: "2026-11-21" };

/** Code of the one plan that every tenant has subscribed to. */
const plan = "workspace";

const folder = "/etc/bestek";

/** Days that each reading looks back over: longer than Lago is ever meant to be away, and half of what Prometheus keeps. */
const lookedBack = figure(days(7), "days that are read anew, so that what an outage kept back is counted", decision);

/** Bytes in buckets as each service counted them itself, where that was not too long ago; the exporter repeats what was said last. */
const inBuckets = `${objectCount.series.bytes} and (time() - ${objectCount.series.counted} < ${String(objectCount.stale)})`;

/** What is counted of everybody's data, whichever service keeps it: bytes in databases, on volumes and in buckets, by whose they are. */
export const storageMeter: Meter = {
  code: "storage",
  title: "Storage in databases, on volumes and in buckets",
  unit: "GiB",
  month: "highest",
  reading: {
    kind: "series",
    expression: [
      "sum by (owner) (",
      'label_replace(label_replace(max by (datname) (max_over_time(cnpg_pg_database_size_bytes[1d])), "owner", "$1", "datname", "(.+)"), "kind", "database", "", "")',
      "or",
      'label_replace(label_replace(sum by (namespace) (max_over_time(kubelet_volume_stats_used_bytes[1d])), "owner", "$1", "namespace", "(.+)"), "kind", "volume", "", "")',
      "or",
      `label_replace(label_replace(max by (datname) (max_over_time((${inBuckets})[1d:5m])), "owner", "$1", "datname", "(.+)"), "kind", "bucket", "", "")`,
      ")",
    ].join(" "),
    label: "owner",
    per: 1024 ** 3,
  },
  objects: "counted",
};

/** What both tasks know: who is counted, of what, and at which price. */
export const billingFacts = (at: Surroundings, meters: readonly Meter[], rules: BillingRules): string =>
  `${JSON.stringify(
    {
      plan,
      currency: rules.currency,
      prices: rules.prices,
      meters,
      tenants: at.tenants().map(({ id, customer }) => ({ id, customer })),
    },
    null,
    1,
  )}\n`;

const task = (running: Workload["running"], script: string): Omit<Workload, "environment" | "files" | "egress"> => ({
  zone: "services",
  running,
  activity: "active-site-only",
  // For its Node alone: it lies in the mirror already, and Lago's own image has none.
  image: images.homepage,
  user: { uid: 1000, gid: 1000 },
  command: ["node", `${folder}/${script}`],
  ports: {},
  volumes: {},
  mounts: [{ volume: "files", path: folder, readOnly: true }],
  preparation: [],
  sizing: {
    kind: "fixed",
    replicas: figure(replicas(1), "a task runs once at a time", decision),
    footing: {
      cpu: figure(millicores(50), "processor of a script that waits for answers", decision),
      memory: figure(mebibytes(128), "memory of Node and the readings of a week", decision),
    },
  },
  readOnlyRoot: enforced,
  bindsLowPorts: { kind: "never" },
  reaches: [],
});

const toLago = { kind: "service", service: billingName, workload: "api", port: "http" } as const;

const known = (at: Surroundings) => ({
  FACTS: `${folder}/facts.json`,
  LAGO_URL: lagoApi(at),
  LAGO_KEY: secret("api", "key"),
});

/** Makes metrics, prices and customers as the facts have them; runs anew whenever these change, as with each tenant that comes or goes. */
export const catalogueTask = (meters: readonly Meter[], rules: BillingRules): Workload => ({
  ...task({ kind: "once" }, "catalogue.mjs"),
  environment: known,
  files: (at) => ({ "catalogue.mjs": catalogueScript, "facts.json": billingFacts(at, meters, rules) }),
  egress: [toLago],
});

/** Reads what tenants used, once a night for all of them. */
export const meterTask = (meters: readonly Meter[], rules: BillingRules): Workload => ({
  ...task(
    {
      kind: "scheduled",
      schedule: "20 3 * * *",
      deadline: figure(
        minutes(30),
        "time of one reading: a question for each tenant, and one for each meter and day",
        decision,
      ),
    },
    "meter.mjs",
  ),
  environment: (at) => ({
    ...known(at),
    MONITORING_URL: at.monitoring(),
    IDENTITY_URL: `http://${at.workload("identity", "keycloak")}:8080`,
    IDENTITY_CLIENT: accountsClient,
    IDENTITY_SECRET: secret(accountsSecret, "client-secret"),
    DAYS: String(lookedBack.value),
  }),
  files: (at) => ({ "meter.mjs": meterScript, "facts.json": billingFacts(at, meters, rules) }),
  egress: [
    toLago,
    { kind: "service", service: "identity", workload: "keycloak", port: "http" },
    {
      kind: "component",
      pods: "kube-prometheus-stack/prometheus",
      port: 9090,
      reason: "reads what tenants used, as monitoring recorded it",
    },
  ],
});
