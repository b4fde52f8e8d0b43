import eigen from "../../environments/noveu-eigen";
import zuid from "../../environments/noveu-zuid";
import { stage } from "../../environments/schema";
import type { EnvironmentValue, ServiceDefinition } from "../../language";
import { surroundingsOf } from "../../planning/placement";
import { copyTimes, suiteWithObjectCopies } from "../../suites/object-copy";

const { mail, files, portal } = eigen.suite.services;
if (mail === undefined || files === undefined || portal === undefined) throw new Error("the sample lacks a service");
const carrier = mail.workloads["copy-mail"];
if (carrier === undefined) throw new Error("nothing carries the mail");
const values = (service: ServiceDefinition): Readonly<Record<string, EnvironmentValue>> =>
  carrier.environment(surroundingsOf(eigen, eigen.site, service));

test("every bucket of the customer's own storage has a carrier, and nobody else's has", () => {
  expect(Object.keys(mail.workloads)).toEqual(["stalwart", "events", "copy-mail", "compare-mail", "bus-setup"]);
  expect(Object.keys(files.workloads)).toContain("copy-files");
  expect(Object.keys(eigen.suite.services["audit"]?.workloads ?? {})).toContain("copy-audit");
  expect(Object.keys(portal.workloads)).toEqual(["web"]);
  expect(Object.keys(zuid.suite.services["mail"]?.workloads ?? {})).not.toContainEqual(expect.stringMatching(/^copy-/));
});

test("a stage has each carrier once", () => {
  const once = ["stalwart", "events", "copy-mail", "compare-mail", "bus-setup"];
  const acceptance = stage(eigen, { name: "acceptance" });
  expect(Object.keys(acceptance.suite.services["mail"]?.workloads ?? {})).toEqual(once);
  const again = suiteWithObjectCopies(eigen.suite, "basis").services["mail"];
  expect(Object.keys(again?.workloads ?? {})).toEqual(once);
});

test("it adds and never deletes, from the live bucket to the one off the site", () => {
  expect(carrier.arguments?.slice(0, 3)).toEqual(["copy", "from:$(FROM_BUCKET)", "to:$(TO_BUCKET)"]);
  expect(values(mail)).toMatchObject({
    FROM_BUCKET: "noveu-eigen-mail-cellar",
    TO_BUCKET: "noveu-eigen-mail-cellar-copy",
    RCLONE_CONFIG_TO_ENDPOINT: "https://s3.pumping-station.rivieroever.example.eu",
    RCLONE_CONFIG_TO_FORCE_PATH_STYLE: "true",
  });
});

test("each end has keys of its own, by reference alone", () => {
  expect(values(mail)).toMatchObject({
    RCLONE_CONFIG_FROM_SECRET_ACCESS_KEY: { kind: "secret", secret: "bucket-mail", key: "secret-key" },
    RCLONE_CONFIG_TO_SECRET_ACCESS_KEY: { kind: "secret", secret: "copy-mail", key: "secret-key" },
  });
});

test("no run may outlast the time until the next one, and both together keep the tier's promise for the site", () => {
  for (const [tier, promised] of [
    ["basis", 3600],
    ["pro", 900],
    // The region as a whole is promised what a warm standby keeps.
    ["overheid", 900],
  ] as const) {
    const { interval, run } = copyTimes(tier);
    expect(run.value).toBeLessThanOrEqual(interval.value);
    expect(interval.value + run.value).toBeLessThanOrEqual(promised);
    expect(3600 % interval.value).toBe(0);
  }
});
