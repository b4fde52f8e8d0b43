import { recoveryDowntime } from "../../../audit/checks/recovery/downtime";
import { addressRecords } from "../../../audit/recovery/address-records";
import eigen from "../../../environments/noveu-eigen";
import { complaints, inBlock, inManifest, realFacts, together, type Sabotage } from "./real-output";

const facts = realFacts();
const paris = "eu-west-par/databases/Cluster/postgres";
const backup = "eu-west-par/databases/ScheduledBackup/daily";
const mail = "eu-west-par/mail/StatefulSet/mail-stalwart";
const container = ["spec", "template", "spec", "containers", 0] as const;
const record = "noveu-zuid-dns:ovh_domain_zone_record.zone_A-mail";

const inPlannedDowntime =
  (failure: string, store: string, seconds: number): Sabotage =>
  (all) => {
    const planned = all.plan.recovery.failures[failure];
    if (planned === undefined) throw new Error(`no failure ${failure}`);
    const downtime = { ...planned.downtime, [store]: { kind: "known", seconds } as const };
    const failures = { ...all.plan.recovery.failures, [failure]: { ...planned, downtime } };
    return { ...all, plan: { ...all.plan, recovery: { ...all.plan.recovery, failures } } };
  };

test("plan and files agree, and what no file shows is said to be declared", () => {
  expect(complaints(recoveryDowntime, facts)).toEqual([]);
  const notes = recoveryDowntime
    .judge(facts)
    .flatMap((verdict) => (verdict.outcome === "pass" ? (verdict.note ?? "") : []));
  expect(notes).toContain(
    "taken as declared, because no file shows it: applications 600 s, decide 1200 s, detect 120 s, dns 300 s, fence 300 s, postgres 120 s",
  );
});

const sabotages: readonly (readonly [name: string, sabotage: Sabotage, says: string])[] = [
  [
    "a database may take an hour to stop",
    inManifest(paris, ["spec", "switchoverDelay"], undefined),
    "recovery.failures.pod.downtime.postgres: 160 is 3730 s by the files",
  ],
  [
    "a hung process is noticed late",
    inManifest(mail, [...container, "livenessProbe", "failureThreshold"], 30),
    "recovery.failures.datacentre.downtime.bucket-files: 115 is 360 s by the files: applications: 60 s as declared; detect: 300 s",
  ],
  [
    "an application may take an hour to start",
    inManifest(mail, [...container, "startupProbe", "failureThreshold"], 360),
    "recovery.failures.region.downtime.secrets: 2640 is 5640 s by the files",
  ],
  [
    "base backups are made once a week",
    inManifest(backup, ["spec", "schedule"], "0 0 3 * * 1"),
    "recovery.failures.mistake.downtime.postgres: can't be recomputed: postgres: no ScheduledBackup with an even interval",
  ],
  [
    "more log piles up than planned",
    inManifest(paris, ["spec", "postgresql", "parameters", "archive_timeout"], "60s"),
    "recovery.failures.mistake.downtime.postgres: 5128 is 6280 s by the files",
  ],
  [
    "a name is remembered for an hour",
    inBlock(record, ["ttl"], 3600),
    "recovery.failures.region.downtime.postgres: 2640 is 6180 s by the files",
  ],
  [
    "there is no cluster that follows",
    inManifest("eu-south-mil/databases/Cluster/postgres", [], undefined),
    "recovery.failures.region.downtime.bucket-mail: can't be recomputed",
  ],
  [
    "plan and files agree, and both break the promise",
    together(inBlock(record, ["ttl"], 3600), inPlannedDowntime("region", "secrets", 6180)),
    "6180 breaks the promise of 3600 s",
  ],
];

test.each(sabotages)("%s: caught", (_, sabotage, says) => {
  expect(complaints(recoveryDowntime, sabotage(facts)).join("\n")).toContain(says);
});

test("what the plan leaves open under a promise stays open", () => {
  const open = complaints(recoveryDowntime, realFacts(eigen));
  expect(open).toHaveLength(9);
  expect(open.join("\n")).toContain("is left open by the plan: the customer keeps the zone");
});

test("records are read once each", () => {
  expect(addressRecords(facts).length).toBeGreaterThan(2);
});
