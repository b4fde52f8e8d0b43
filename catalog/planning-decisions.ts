import { days, figure, mebibytes, minutes, quantity, seconds, type Figure, type Source } from "../language";

/** A choice of bestek's own: no measurement stands behind it, only the reason given in `meaning`. */
const decided = (date: string): Source => ({ kind: "decision", ref: "bestek planning decisions", date });
const first = decided("2026-11-21");

const ratio = (value: number, meaning: string): Figure<"1"> => figure(quantity(value, "1"), meaning, first);

/** Numbers that planning chooses, kept apart from numbers that it looks up. Change them here and nowhere else. */
export const planningDecisions = {
  cpuLimit: ratio(4, "processor limit as a multiple of the request: room for a burst, a bound for a runaway"),
  memoryLimit: ratio(
    1.5,
    "memory limit as a multiple of the request: memory can't be taken back, so the room is small",
  ),
  hpaMaximum: ratio(2, "most replicas the autoscaler may start, as a multiple of the planned ones"),
  nodeFill: ratio(0.9, "share of a node's allocatable that planned requests may fill; the rest is for rolling updates"),
  zoneLoss: ratio(1, "zones that may be lost while every planned request still fits on the nodes of the others"),
  maximumNodes: ratio(1.5, "most nodes the cluster autoscaler may start, as a multiple of the planned ones"),
  databaseHeadroom: ratio(
    1.5,
    "database volume as a multiple of the expected data: indexes, bloat and a year of growth",
  ),
  databaseWriteAheadLog: figure(
    mebibytes(10 * 1024),
    "kept free on a database volume for write-ahead log that can't be archived: 640 segments of 16 MiB",
    first,
  ),
  volumeSnapshots: ratio(2, "snapshots of each database's volume: one is there while the other is taken anew"),
  volumeOverhead: ratio(1.2, "volume as a multiple of what is stored: file system, deleted files, alarm before full"),
  objectOverhead: ratio(1.1, "object storage as a multiple of what is stored: old versions and unfinished uploads"),
  backupCopies: ratio(2, "space of a base backup and its log in the archive, as a multiple of the data"),
  minimumReplicas: figure(
    quantity(2, "replicas"),
    "least replicas of a stateless workload, so that a node can be drained without an outage",
    first,
  ),
  quorumReplicas: figure(
    quantity(3, "replicas"),
    "members of a quorum and instances of a database cluster: one for each of three zones",
    first,
  ),
  systemPoolNodes: figure(quantity(3, "nodes"), "least nodes of a production pool: one for each of three zones", first),
  databaseStop: figure(
    seconds(30),
    "longest shutdown of a database that gives way (switchoverDelay, an hour by default, would outlast every promise)",
    first,
  ),
  backupRetention: figure(
    days(35),
    "how far back databases and secrets can be restored; their backups can't be deleted before",
    first,
  ),
  coldAfter: figure(
    days(7),
    "age at which a full backup in the copy that no promise counts on grows cold: a restore to now needs last night's, and who looks back further can wait",
    first,
  ),
  dumpInterval: figure(
    days(7),
    "between two dumps of a tenant's database into its archive: Noveu asks for a weekly full in an archive of its own",
    decided("2026-11-23"),
  ),
  secretsDrill: figure(
    days(1),
    "between two restores of the secrets' snapshot into a scratch server: a minute's work, and without the secrets nothing else comes back",
    decided("2026-11-23"),
  ),
  replacedVersions: figure(
    days(30),
    "how long a replaced or deleted object can be brought back: a month to notice that it was wrong",
    first,
  ),
  secretsSnapshot: figure(minutes(5), "between two snapshots of the secrets, written into another region", first),
  secretsSnapshotStrict: figure(minutes(3), "the same where the promise is five minutes", first),
  objectCopy: figure(minutes(30), "between two runs of a job that carries objects off the site", first),
  objectCopyRun: figure(
    minutes(25),
    "longest time that such a run may take before it is ended and counts as failed; the promise leaves no more",
    first,
  ),
  objectCopyStrict: figure(minutes(5), "between two runs where the promise is fifteen minutes", first),
  objectCopyRunStrict: figure(
    minutes(5),
    "longest time of a run there: the next one begins when it must have ended",
    first,
  ),
  availability: figure(
    quantity(0.999, "1"),
    "share of requests that a service shall answer where the facts say nothing: three nines, 43 minutes a month, as in the example of Google's Site Reliability Workbook (2018, chapter 5); a start, to be agreed with the customer",
    first,
  ),
  traceSampling: ratio(
    0.01,
    "share of requests that the gateway makes a trace of: enough to see what is slow, too few to weigh",
  ),
  logRetention: figure(
    days(180),
    "how long logs can be read where the facts say nothing; BIO and ISO 27002 (8.15) leave the number to whoever bears the risk: half a year to notice a slow attacker",
    first,
  ),
  accessReview: figure(
    days(182),
    "between two reviews of who may do what: ISO 27002 (5.18) asks for planned intervals and names none, so half a year",
    first,
  ),
  turnMargin: figure(
    minutes(2),
    "time for which a task may hold its place beyond the longest that it may run: it is begun some seconds late, and has half a minute to end",
    decided("2026-11-23"),
  ),
  priceAge: figure(quantity(365, "days"), "age of a price from which the plan warns that it may be out of date", first),
} as const;

export type PlanningDecision = keyof typeof planningDecisions;
