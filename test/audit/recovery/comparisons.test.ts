import { recoveryComparisons } from "../../../audit/checks/recovery/comparisons";
import eigen from "../../../environments/noveu-eigen";
import noord from "../../../environments/noveu-noord";
import rijk from "../../../environments/noveu-rijk";
import west from "../../../environments/noveu-west";
import { withStandby } from "../../stacks/aws/aws-environments";
import { complaints, inManifest, realFacts, withActive, type Sabotage } from "./real-output";

const facts = realFacts(eigen);
const job = "cellar/mail/CronJob/mail-compare-mail";
const container = ["spec", "jobTemplate", "spec", "template", "spec", "containers", 0] as const;

test("what is carried is compared, by a job that is missed", () => {
  expect(recoveryComparisons.applies?.(facts)).toBe(true);
  expect(complaints(recoveryComparisons, facts)).toEqual([]);
});

const rules = Object.keys(facts.kubernetes).filter((id) => id.startsWith("cellar/mail/PrometheusRule/"));
const withoutAlerts: Sabotage = (all) => rules.reduce((left, id) => inManifest(id, ["spec", "groups"], [])(left), all);

const script = Object.entries(facts.kubernetes).find(([, { kind, object }]) =>
  kind === "ConfigMap" ? JSON.stringify(object).includes("rclone check") : false,
)?.[0];

test.each<readonly [string, Sabotage, string]>([
  ["nothing compares", inManifest(job, [], undefined), "is compared with its source by nothing"],
  ["it is suspended", inManifest(job, ["spec", "suspend"], true), "stops the comparison"],
  ["it compares another bucket", inManifest(job, [...container, "env"], []), "is compared with its source by nothing"],
  ["nobody would miss it", withoutAlerts, "nobody is told when it fails"],
])("%s: caught", (_, sabotage, says) => {
  expect(complaints(recoveryComparisons, sabotage(facts))).toContainEqual(expect.stringContaining(says));
});

test("a comparison that asks storages for sums alone: caught", () => {
  expect(script).toBeDefined();
  const asking: Sabotage = (all) => ({
    ...all,
    kubernetes: Object.fromEntries(
      Object.entries(all.kubernetes).map(([id, fact]) => [
        id,
        fact.kind === "ConfigMap" && fact.namespace === "mail"
          ? { ...fact, object: JSON.parse(JSON.stringify(fact.object).replace(" --download", "")) }
          : fact,
      ]),
    ),
  });
  expect(complaints(recoveryComparisons, asking(facts))).toContainEqual(expect.stringContaining("never read"));
});

describe("what a storage copies", () => {
  const copied = realFacts();
  const draws = "eu-west-par/mail/CronJob/mail-sample-objects";
  const compares = "eu-south-mil/mail/CronJob/mail-compare-replicas";
  const job = ["spec", "jobTemplate", "spec"] as const;

  /** Every file of a service's namespace at a site, in other words. */
  const told =
    (site: string, from: string | RegExp, to: string): Sabotage =>
    (all) => {
      const changed = Object.entries(all.kubernetes).flatMap(([id, fact]) =>
        fact.kind === "ConfigMap" && fact.namespace === "mail" && fact.site === site
          ? [[id, { ...fact, object: JSON.parse(JSON.stringify(fact.object).replaceAll(from, to)) }] as const]
          : [],
      );
      return { ...all, kubernetes: { ...all.kubernetes, ...Object.fromEntries(changed) } };
    };

  test.each([
    ["with a standby", realFacts()],
    ["when the sites have changed their roles", realFacts(withActive("standby-followed"))],
    ["in a region and its standby", realFacts(rijk)],
    ["at AWS", realFacts(withStandby())],
  ])("is compared %s", (_, all) => {
    expect(recoveryComparisons.applies?.(all)).toBe(true);
    expect(complaints(recoveryComparisons, all)).toEqual([]);
    expect(recoveryComparisons.judge(all).length).toBeGreaterThan(5);
  });

  test.each([
    ["of one site", west],
    ["behind gateways that rest", noord],
  ])("nothing is judged %s", (_, environment) => {
    expect(recoveryComparisons.applies?.(realFacts(environment))).toBe(false);
  });

  test.each<readonly [string, Sabotage, string]>([
    ["no sample is drawn", inManifest(draws, [], undefined), "has no sample drawn where it is written"],
    ["nothing compares", inManifest(compares, [], undefined), "is compared with what it is the copy of by nothing"],
    ["samples are stopped", inManifest(draws, ["spec", "suspend"], true), "stops the samples"],
    ["comparisons are stopped", inManifest(compares, ["spec", "suspend"], true), "stops the comparison"],
    [
      "samples are of another bucket",
      inManifest(draws, [...job, "template", "spec", "containers", 0, "env"], []),
      "has no sample drawn",
    ],
    [
      "it compares another bucket",
      inManifest(compares, [...job, "template", "spec", "containers", 0, "env"], []),
      "by nothing",
    ],
    [
      "the script leaves the bucket out",
      told("eu-south-mil", /judge \\"mail:[^\\]*\\" \|\| failed=1/g, ":"),
      "by nothing",
    ],
    ["the source's sums are the storage's", told("eu-west-par", " --download", ""), "never read"],
    ["the copy's sums are the storage's", told("eu-south-mil", " --download", ""), "never read"],
    ["nobody says what is still there", told("eu-west-par", ".kept", ".other"), "is taken for a fault"],
    ["nobody asks what is still there", told("eu-south-mil", ".kept", ".other"), "is taken for a fault"],
    [
      "it compares before the sample has arrived",
      inManifest(compares, ["spec", "schedule"], "0 3 * * 0"),
      "begins before the sample must have been drawn and copied",
    ],
    [
      "the source is looked at before its copy",
      inManifest(compares, ["spec", "schedule"], "30 11 * * 0"),
      "looks again before its copy was looked at",
    ],
    [
      "they look on different days",
      inManifest(compares, ["spec", "schedule"], "0 5 * * 1"),
      "on no one day of the week",
    ],
    [
      "the source is looked at once",
      inManifest(draws, ["spec", "schedule"], "10 1 * * 0"),
      "on no one day of the week",
    ],
    ["it looks every minute", inManifest(draws, ["spec", "schedule"], "* * * * *"), "on no one day of the week"],
    [
      "a sample may take for ever",
      inManifest(draws, [...job, "activeDeadlineSeconds"], undefined),
      "when a look is over",
    ],
    [
      "it may not wait for the source",
      inManifest(compares, [...job, "activeDeadlineSeconds"], 7200),
      "ends it before it can be told",
    ],
    ["nobody would miss it", inManifest("eu-south-mil/mail/PrometheusRule/mail", [], undefined), "nobody is told"],
    [
      "another namespace's job would be missed",
      inManifest(
        "eu-south-mil/mail/PrometheusRule/mail",
        ["spec", "groups"],
        [
          {
            rules: [
              {
                alert: "EvidenceMissing",
                expr: 'time() - kube_cronjob_status_last_successful_time{namespace="files",cronjob="mail-compare-replicas"} > 691200',
              },
            ],
          },
        ],
      ),
      "nobody is told",
    ],
  ])("%s: caught", (_, sabotage, says) => {
    expect(complaints(recoveryComparisons, sabotage(copied))).toContainEqual(expect.stringContaining(says));
  });
});
