import { recoveryLoss } from "../../../audit/checks/recovery/loss";
import production from "../../../environments/noveu-zuid";
import { backupRestore } from "../../../environments/schema";
import {
  complaints,
  environmentWith,
  inBlock,
  inManifest,
  inPlannedLoss,
  realFacts,
  together,
  type Sabotage,
} from "./real-output";

const facts = realFacts();
const infrastructure = "noveu-zuid-infrastructure-eu-west-par:ovh_cloud_project_storage.site_store-";
const mail = `${infrastructure}noveu-zuid-mail-eu-west-par_bucket`;
const archive =
  "noveu-zuid-infrastructure-eu-south-mil:ovh_cloud_project_storage.site_store-noveu-zuid-archive-eu-west-par";
const paris = "eu-west-par/databases/Cluster/postgres";

test("plan and files agree: databases, secrets and all buckets", () => {
  expect(complaints(recoveryLoss, facts)).toEqual([]);
  expect(recoveryLoss.judge(facts)).toHaveLength(9);
});

const sabotages: readonly (readonly [name: string, sabotage: Sabotage, says: string])[] = [
  [
    "a log segment stays open for longer than planned",
    inManifest(paris, ["spec", "postgresql", "parameters", "archive_timeout"], "10min"),
    "recovery.loss.postgres: 330 is 630 s by the files: 600 s until a segment is closed + 30 s until it has arrived",
  ],
  [
    "the operator's default is what counts where nothing is said",
    together(
      inManifest(paris, ["spec", "postgresql", "parameters", "archive_timeout"], undefined),
      inPlannedLoss("postgres", 90),
    ),
    "90 is 330 s by the files",
  ],
  [
    "the archive stands beside the cluster, and the provider carries it on",
    inBlock(archive, ["region_name"], "EU-WEST-PAR"),
    "330 is 1230 s by the files: 300 s until a segment is closed + 30 s until it has arrived + 900 s",
  ],
  [
    "the archive stands beside the cluster and is copied nowhere",
    together(inBlock(archive, ["region_name"], "EU-WEST-PAR"), inBlock(archive, ["replication"], undefined)),
    "is everything by the files: the archive burns with the site",
  ],
  [
    "a bucket is copied nowhere",
    inBlock(mail, ["replication"], undefined),
    "recovery.loss.bucket-mail: 900 is everything by the files",
  ],
  [
    "a rule is switched off",
    inBlock(mail, ["replication", "rules", 0, "status"], "disabled"),
    "recovery.loss.bucket-mail: 900 is everything by the files",
  ],
  [
    "snapshots of the secrets are taken less often than planned",
    inManifest("eu-west-par/openbao/CronJob/secrets-save", ["spec", "schedule"], "*/30 * * * *"),
    "recovery.loss.secrets: 360 is 1860 s by the files",
  ],
  [
    "nobody takes snapshots of the secrets",
    inManifest("eu-west-par/openbao/CronJob/secrets-save", [], undefined),
    "no CronJob takes snapshots",
  ],
  ["the plan says less than the files", inPlannedLoss("postgres", 60), "60 is 330 s by the files"],
  [
    "plan and files agree, and both break the promise",
    together(
      inManifest(paris, ["spec", "postgresql", "parameters", "archive_timeout"], "1h"),
      inPlannedLoss("postgres", 3630),
    ),
    "3630 breaks the promise of 900 s",
  ],
];

test.each(sabotages)("%s: caught", (_, sabotage, says) => {
  expect(complaints(recoveryLoss, sabotage(facts)).join("\n")).toContain(says);
});

test("a bucket that no log server is told of holds people's work", () => {
  const renamed = inBlock(
    "noveu-zuid-infrastructure-eu-west-par:ovh_cloud_project_storage.site_store-noveu-zuid-logs",
    ["name"],
    "other",
  );
  expect(complaints(recoveryLoss, renamed(facts)).join("\n")).toContain(
    "recovery.loss.bucket-other: is not in the plan",
  );
});

test("what nobody accepted stays undecided", () => {
  const { recovery } = production.facts;
  const open = realFacts(environmentWith({ recovery: { ...recovery, accepts: [] } }));
  expect(complaints(recoveryLoss, open)).toEqual([
    expect.stringContaining("undecided: recovery.loss.bucket-audit"),
    expect.stringContaining("undecided: recovery.loss.bucket-documents"),
    expect.stringContaining(
      "undecided: recovery.loss.bucket-files: 900 is left open by the plan: OVH documents about 15 minutes",
    ),
    expect.stringContaining("undecided: recovery.loss.bucket-mail"),
    expect.stringContaining("undecided: recovery.loss.bucket-media"),
    expect.stringContaining("undecided: recovery.loss.bucket-platform-audit"),
    expect.stringContaining("undecided: recovery.loss.bucket-settings"),
  ]);
});

test("a single site is copied off-site, and a missing copy is caught", () => {
  const { recovery } = production.facts;
  const alone = realFacts(
    environmentWith({
      recovery: backupRestore({
        offsite: "SBG",
        ...(recovery.accepts === undefined ? {} : { accepts: recovery.accepts }),
      }),
    }),
  );
  expect(complaints(recoveryLoss, alone)).toEqual([]);
  expect(complaints(recoveryLoss, inBlock(mail, ["replication"], undefined)(alone)).join("\n")).toContain(
    "is everything by the files",
  );
});

test("after a failover objects are copied nowhere until the primary is back, and nothing hides it", () => {
  const { recovery } = production.facts;
  if (recovery.kind !== "warm-standby") throw new Error("the sample environment has no warm standby");
  const survivor = realFacts(environmentWith({ recovery: { ...recovery, active: "standby" } }));
  const open = complaints(recoveryLoss, survivor);
  expect(open).toHaveLength(7);
  expect(open.join("\n")).toContain("undecided: recovery.loss.bucket-files: is everything");
  const followed = realFacts(environmentWith({ recovery: { ...recovery, active: "standby-followed" } }));
  expect(complaints(recoveryLoss, followed)).toEqual([]);
});
