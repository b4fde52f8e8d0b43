import { records } from "../../../audit/checks/records";
import eigen from "../../../environments/noveu-eigen";
import { defineEnvironment } from "../../../environments/schema";
import { complaints, inBlock, realFacts } from "./real-output";

const facts = realFacts();
const par = "noveu-zuid-infrastructure-eu-west-par:ovh_cloud_project_storage";
const live = `${par}.site_store-noveu-zuid-audit-eu-west-par`;

test("what is synthesized passes, bucket by bucket", () => {
  expect(records.judge(facts)).toEqual([
    expect.objectContaining({ outcome: "pass", object: expect.stringContaining(live) }),
    expect.objectContaining({ outcome: "pass", object: expect.stringContaining("noveu-zuid-platform-audit") }),
  ]);
});

test.each([
  ["there is no lock", inBlock(live, ["object_lock"], undefined), "is missing"],
  ["the lock is too short", inBlock(live, ["object_lock", "rule", "period"], "P35D"), "is less than the 1096 days"],
  ["the lock can be lifted", inBlock(live, ["object_lock", "rule", "mode"], "governance"), "can be lifted"],
])("%s: caught", (_, sabotage, says) => {
  expect(complaints(records, sabotage(facts))).toEqual([expect.stringContaining(says)]);
});

const inCluster = () =>
  realFacts(defineEnvironment({ ...eigen.facts, parts: { ...eigen.facts.parts, objects: "garage" } }));
const copyLock =
  "noveu-eigen-infrastructure-cellar:aws_s3_bucket_object_lock_configuration.site_store-noveu-eigen-audit-cellar-copy";

test("a store in the cluster locks nothing: its copy does, and the audit says so", () => {
  const kept = inCluster();
  expect(records.judge(kept)).toEqual([
    expect.objectContaining({ outcome: "pass", note: expect.stringContaining("noveu-eigen-audit-cellar-copy") }),
    expect.objectContaining({ note: expect.stringContaining("noveu-eigen-platform-audit-cellar-copy") }),
  ]);
  expect(records.judge(inBlock(copyLock, ["rule"], undefined)(kept))).toEqual([
    expect.objectContaining({ outcome: "undecided", message: expect.stringContaining("is not possible") }),
    expect.objectContaining({ outcome: "pass" }),
  ]);
});
