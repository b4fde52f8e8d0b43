import { recoverySnapshots } from "../../../audit/checks/recovery/snapshots";
import { planningDecisions } from "../../../catalog";
import { snapshotTurnNames } from "../../../constructs/platform/database/volume-snapshots";
import eigen from "../../../environments/noveu-eigen";
import { complaints, inManifest, realFacts, type Sabotage } from "./real-output";

const facts = realFacts();
const site = "eu-west-par";
const jobs = ["odd", "even"].map((turn) => `${site}/databases/CronJob/volume-snapshots-${turn}`);
const [odd = ""] = jobs;
const cluster = `${site}/databases/Cluster/postgres`;
const snapshot = ["spec", "backup", "volumeSnapshot"] as const;

test("each database's volume has two snapshots, taken in turn, at a cloud and at a class of the customer's own", () => {
  expect(recoverySnapshots.applies?.(facts)).toBe(true);
  expect(complaints(recoverySnapshots, facts)).toEqual([]);
  expect(complaints(recoverySnapshots, realFacts(eigen))).toEqual([]);
});

test("there are as many turns as the plan pays for", () => {
  expect(snapshotTurnNames).toHaveLength(planningDecisions.volumeSnapshots.value);
});

test.each<readonly [string, Sabotage, string]>([
  [
    "nobody makes the class",
    inManifest(`${site}/_cluster/VolumeSnapshotClass/bestek-snapshots`, [], undefined),
    "nothing makes",
  ],
  [
    "snapshots that stay for ever",
    inManifest(`${site}/_cluster/VolumeSnapshotClass/bestek-snapshots`, ["deletionPolicy"], "Retain"),
    "nobody knows of",
  ],
  [
    "snapshots that outlive their backup",
    inManifest(cluster, [...snapshot, "snapshotOwnerReference"], "none"),
    "outlive",
  ],
  ["one of the jobs is gone", inManifest(odd, [], undefined), "fewer than two"],
  ["one of the jobs is suspended", inManifest(odd, ["spec", "suspend"], true), "fewer than two"],
])("%s: caught", (_, sabotage, says) => {
  expect(complaints(recoverySnapshots, sabotage(facts))).toContainEqual(expect.stringContaining(says));
});
