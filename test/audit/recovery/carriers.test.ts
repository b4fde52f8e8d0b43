import { recoveryBuckets } from "../../../audit/checks/recovery/buckets";
import { recoveryLoss } from "../../../audit/checks/recovery/loss";
import eigen from "../../../environments/noveu-eigen";
import { defineEnvironment } from "../../../environments/schema";
import { complaints, inBlock, inManifest, realFacts, type Sabotage } from "./real-output";

const facts = realFacts(eigen);
const job = "cellar/mail/CronJob/mail-copy-mail";
const copy = "noveu-eigen-infrastructure-cellar:aws_s3_bucket.site_store-noveu-eigen-mail-cellar-copy_bucket";

test("plan and files agree on what a job carries: nothing is left open", () => {
  expect(complaints(recoveryLoss, facts)).toEqual([]);
  expect(complaints(recoveryBuckets, facts)).toEqual([]);
});

const container = ["spec", "jobTemplate", "spec", "template", "spec", "containers", 0] as const;

const sabotages: readonly (readonly [name: string, sabotage: Sabotage, says: string])[] = [
  [
    "the job runs less often than planned",
    inManifest(job, ["spec", "schedule"], "7 * * * *"),
    "fail: recovery.loss.bucket-mail: 3300 is 5100 s by the files: 3600 s between two runs",
  ],
  ["the job is suspended", inManifest(job, ["spec", "suspend"], true), "3300 is everything by the files"],
  ["there is no job", inManifest(job, [], undefined), "3300 is everything by the files"],
  [
    "nothing ends a run",
    inManifest(job, ["spec", "jobTemplate", "spec", "activeDeadlineSeconds"], undefined),
    "undecided: recovery.loss.bucket-mail: can't be recomputed: nothing ends a run",
  ],
  [
    "a run may outlast the interval",
    inManifest(job, ["spec", "jobTemplate", "spec", "activeDeadlineSeconds"], 3600),
    "a run may take 3600 s, longer than the 1800 s until the next",
  ],
  [
    "the schedule is not even",
    inManifest(job, ["spec", "schedule"], "0 3 * * 1"),
    'schedule "0 3 * * 1" has no even interval',
  ],
  [
    "the copy stands beside its source",
    inBlock(copy, ["provider"], "aws.cellar-rgw"),
    "3300 is everything by the files: a job carries it to noveu-eigen-mail-cellar-copy, which burns with it",
  ],
  [
    "the job lists and carries nothing",
    inManifest(job, [...container, "args", 0], "lsf"),
    "3300 is everything by the files",
  ],
  [
    "it carries another bucket",
    inManifest(job, [...container, "args", 1], "from:elsewhere"),
    "3300 is everything by the files",
  ],
  [
    "it carries to a bucket that nobody makes",
    inManifest(job, [...container, "args", 2], "to:elsewhere"),
    "undecided: recovery.loss.bucket-mail: can't be recomputed: no stack makes elsewhere",
  ],
];

test.each(sabotages)("%s: caught", (_, sabotage, says) => {
  expect(complaints(recoveryLoss, sabotage(facts)).join("\n")).toContain(says);
});

describe("objects that Garage keeps inside the cluster", () => {
  const { site } = eigen.facts;
  if (site.kind !== "existing") throw new Error("the sample stands on a cluster of its own");
  const { objects: _, ...bare } = site;
  const inside = realFacts(defineEnvironment({ ...eigen.facts, site: bare, parts: { objects: "garage" } }));

  test("agree with the plan as well", () => {
    expect(complaints(recoveryLoss, inside)).toEqual([]);
  });

  test("and are lost as a whole where nothing carries them out", () => {
    expect(complaints(recoveryLoss, inManifest(job, [], undefined)(inside))).toEqual([
      expect.stringContaining(
        "is everything by the files: the store in the cluster keeps it, and nothing copies it out",
      ),
    ]);
  });
});
