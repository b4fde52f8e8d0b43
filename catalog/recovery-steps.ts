import { figure, minutes, quantity, seconds, type Figure, type Source } from "../language";

/** No failure has been drilled yet: each of these is replaced by what the environment's last drill measured. */
const model: Source = {
  kind: "estimate",
  ref: "bestek recovery model; to be replaced by the times of a drill",
  date: "2026-11-21",
};
const cloudnativePg: Source = {
  kind: "documentation",
  ref: "CloudNativePG 1.30: failure modes, automated failover",
  date: "2026-08-21",
};

/** The region as a whole is gone, and the second site is ready. */
const standbyTakesOver = {
  detect: figure(minutes(2), "until an alarm outside the region says that the site does not answer", model),
  decide: figure(minutes(20), "until a human has decided that the other site takes over", model),
  fence: figure(minutes(5), "until the lost site can't write any more, whatever is left of it", model),
  applications: figure(minutes(10), "until secrets, identity and services run at the other site", model),
  dns: figure(minutes(5), "until names are changed and clients have forgotten the old address", model),
} as const;

/** The region as a whole is gone, and a new site is built from backups. */
const siteIsBuilt = {
  detect: figure(minutes(10), "until an alarm outside the region says that the site does not answer", model),
  decide: figure(minutes(30), "until a human has decided to build a new site", model),
  provision: figure(
    minutes(45),
    "until a cluster (15 min) and the platform in it (30 min) run in another region",
    model,
  ),
  applications: figure(minutes(15), "until secrets, identity and services run at the new site", model),
  dns: figure(minutes(5), "until names are changed and clients have forgotten the old address", model),
} as const;

/** Kubernetes and the operators repair it without a human. */
const clusterHeals = {
  detect: figure(seconds(55), "until an unreachable node counts as lost: 40 to 55 seconds", cloudnativePg),
  applications: figure(
    seconds(60),
    "until connections are made anew and a job that was under way has started again",
    model,
  ),
} as const;

/** Somebody noticed what a human or a program did wrong; how long that took is not counted. */
const peopleRestore = {
  decide: figure(minutes(30), "until people agree on the moment to go back to", model),
  applications: figure(minutes(15), "until services run on what was restored", model),
} as const;

/** Steps of getting back that every store waits for, by what is done, each in its order. */
export const recoverySteps = { standbyTakesOver, siteIsBuilt, clusterHeals, peopleRestore } as const satisfies Record<
  string,
  Readonly<Record<string, Figure<"s">>>
>;

/** Figures from which the loss and the return of single stores are computed. */
export const recoveryFigures = {
  archiveUpload: figure(seconds(30), "time until a closed log segment of 16 MiB has arrived in the other region", {
    kind: "estimate",
    ref: "16 MiB at 1 Gbit/s take a fraction of a second; the rest is queueing and one retry",
    date: "2026-11-21",
  }),
  /** By cloud: how far the copy of a bucket may be behind. */
  replicationLag: {
    ovh: figure(seconds(900), "time after which OVHcloud has usually replicated an object, no contract", {
      kind: "documentation",
      ref: "OVHcloud docs: Object Storage asynchronous replication, about 15 minutes",
      date: "2026-04-17",
    }),
    azure: figure(
      seconds(900),
      "time within which Azure replicates 99.9 % of objects, and only under priority replication",
      { kind: "contract", ref: "Azure Blob Storage: priority replication service level agreement", date: "2025-04-15" },
    ),
    aws: figure(seconds(900), "time within which S3 replicates 99.9 % of objects under time control", {
      kind: "contract",
      ref: "Amazon S3 Replication Time Control service level agreement",
      date: "2026",
    }),
  },
  databaseLease: figure(
    seconds(15),
    "until the lease of a lost primary ends and another instance may lead",
    cloudnativePg,
  ),
  databasePromotion: figure(minutes(2), "until a replica cluster has replayed what is left and takes writes", model),
  restoreThroughput: figure(
    quantity(1000, "Mbit/s"),
    "speed of one connection to object storage: a base backup is restored as one stream",
    { kind: "documentation", ref: "OVHcloud docs: Object Storage limits, 1 Gbit/s per connection", date: "2026-02-18" },
  ),
  segmentReplay: figure(seconds(1), "until one log segment of 16 MiB is fetched and replayed", model),
  baseBackupInterval: figure(
    seconds(24 * 3600),
    "between two base backups, so that at most a day of log is replayed: Noveu asks for daily fulls",
    { kind: "specification", ref: "Noveu Architectuur Referentie: Backup Strategy", date: "2026-01" },
  ),
  secretsUpload: figure(seconds(60), "until a snapshot of the secrets is taken and has arrived", model),
  secretsElection: figure(seconds(30), "until another server of the secrets leads", model),
  secretsRestore: figure(minutes(2), "until the last snapshot of the secrets is read back", model),
  customerDns: figure(minutes(30), "until the keeper of the customer's zone has published new records", model),
  /** By cloud: what a load balancer does when one of its data centres is gone. */
  entry: {
    ovh: figure(seconds(0), "a load balancer has a second half in another data centre: no interruption, no contract", {
      kind: "documentation",
      ref: "OVHcloud docs: 3-AZ resilience, mechanisms and reference architectures",
      date: "2025-09-23",
    }),
    azure: figure(seconds(0), "a zone-redundant load balancer answers from the other zones", {
      kind: "documentation",
      ref: "Microsoft Learn: reliability in Azure Load Balancer",
      date: "2025",
    }),
    aws: figure(seconds(60), "until a network load balancer takes the addresses of a lost zone out of its name", model),
  },
} as const;
