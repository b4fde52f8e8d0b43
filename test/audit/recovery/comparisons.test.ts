import { recoveryComparisons } from "../../../audit/checks/recovery/comparisons";
import eigen from "../../../environments/noveu-eigen";
import { complaints, inManifest, realFacts, type Sabotage } from "./real-output";

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
