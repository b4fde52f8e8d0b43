import { recoveryComparisons } from "../../../audit/checks/recovery/comparisons";
import eigen from "../../../environments/noveu-eigen";
import noord from "../../../environments/noveu-noord";
import rijk from "../../../environments/noveu-rijk";
import west from "../../../environments/noveu-west";
import { defineEnvironment, type Environment } from "../../../environments/schema";
import { turnOf } from "../../../planning/turns";
import { weeklyTurns } from "../../../suites/weekly-turns";
import { withStandby } from "../../stacks/aws/aws-environments";
import { azureWith } from "../../tenancy/other-clouds";
import { isObject, listAt, textAt, type Json } from "../../../audit/facts/json";
import { complaints, inBlock, inManifest, realFacts, together, withActive, type Sabotage } from "./real-output";

const facts = realFacts(eigen);
const job = "cellar/mail/CronJob/mail-compare-mail";
const container = ["spec", "jobTemplate", "spec", "template", "spec", "containers", 0] as const;

/** The same with the other site serving, and this one following. */
function turned({ facts: { recovery, ...others } }: Environment): Environment {
  if (recovery.kind !== "warm-standby") throw new Error("nothing stands by");
  return defineEnvironment({ ...others, recovery: { ...recovery, active: "standby-followed" } });
}

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

/** When the mail service's look would take place, had it such a schedule. */
const inTurn = (schedule: string): string => turnOf(schedule, weeklyTurns, "mail");

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
    ["at Azure", realFacts(noord)],
    ["at Azure when the sites have changed their roles", realFacts(turned(noord))],
    ["at Azure, of tenants", realFacts(azureWith({ alba: { users: 120 }, borg: { users: 60 } }))],
  ])("is compared %s", (_, all) => {
    expect(recoveryComparisons.applies?.(all)).toBe(true);
    expect(complaints(recoveryComparisons, all)).toEqual([]);
    expect(recoveryComparisons.judge(all).length).toBeGreaterThan(5);
  });

  test("nothing is judged of one site", () => {
    expect(recoveryComparisons.applies?.(realFacts(west))).toBe(false);
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
      inManifest(compares, ["spec", "schedule"], inTurn("0 3 * * 0")),
      "begins before the sample must have been drawn and copied",
    ],
    [
      "the source is looked at before its copy",
      inManifest(compares, ["spec", "schedule"], inTurn("30 11 * * 0")),
      "looks again before its copy was looked at",
    ],
    [
      "they look on different days",
      inManifest(compares, ["spec", "schedule"], inTurn("0 5 * * 1")),
      "on no one day of the week",
    ],
    [
      "the source is looked at once",
      inManifest(draws, ["spec", "schedule"], inTurn("10 1 * * 0")),
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

describe("at Azure, where jobs read copies as themselves", () => {
  const copied = realFacts(noord);
  const standby = "noveu-noord-infrastructure-germanywestcentral";
  const job = "germanywestcentral/mail/CronJob/mail-compare-replicas";
  const atRest = "swedencentral/mail/CronJob/mail-compare-replicas";
  const pod = ["spec", "jobTemplate", "spec", "template"] as const;
  const role = `${standby}:azurerm_role_assignment.site_access_read-mail-`;
  const loan = `${standby}:azurerm_federated_identity_credential.site_identity-read-mail_`;
  const output = `${standby}:output.user_read_mail`;
  const account = /^.*\/containers\//.exec(
    textAt(Object.entries(copied.terraform).find(([id]) => id.startsWith(role))?.[1].attributes, "scope") ?? "",
  )?.[0];

  /** One more block of a kind, like the first whose id begins so, with something else in it. */
  const another =
    (id: string, changed: Readonly<Record<string, Json>>, stack = standby): Sabotage =>
    (all) => {
      const [, fact] = Object.entries(all.terraform).find(([key]) => key.startsWith(id)) ?? [];
      if (fact === undefined || !isObject(fact.attributes)) throw new Error(`no block ${id}`);
      const address = `${fact.type}.extra`;
      const extra = { ...fact, stack, address, attributes: { ...fact.attributes, ...changed } };
      return { ...all, terraform: { ...all.terraform, [`${stack}:${address}`]: extra } };
    };

  /** What another stack finds by its name is the same identity. */
  const lookedUp: Sabotage = (all) => ({
    ...all,
    terraform: {
      ...all.terraform,
      "noveu-noord-trust:data.azurerm_user_assigned_identity.reader": {
        stack: "noveu-noord-trust",
        block: "data",
        address: "data.azurerm_user_assigned_identity.reader",
        type: "azurerm_user_assigned_identity",
        attributes: { name: "noveu-noord-germanywestcentral-read-mail" },
      },
    },
  });

  test("every job is judged at both sites, where it runs and where it rests", () => {
    const judged = recoveryComparisons
      .judge(copied)
      .flatMap(({ object }) => (object.includes("/CronJob/") ? [object] : []));
    expect(judged).toEqual(expect.arrayContaining([job, atRest]));
    expect(judged).toHaveLength(12);
  });

  test.each<readonly [string, Sabotage, string]>([
    [
      "it may change what it reads",
      inBlock(role, ["role_definition_name"], "Storage Blob Data Contributor"),
      "is not known to be reading alone",
    ],
    [
      "it has a role by a number that nobody knows",
      inBlock(role, ["role_definition_name"], undefined),
      "is not known to be reading alone",
    ],
    [
      "it may change them by another role",
      another(role, { role_definition_name: "Storage Blob Data Owner" }),
      "is not known to be reading alone",
    ],
    [
      "another stack gives it more",
      together(
        lookedUp,
        another(
          role,
          {
            role_definition_name: "Storage Blob Data Contributor",
            principal_id: "${data.azurerm_user_assigned_identity.reader.principal_id}",
          },
          "noveu-noord-trust",
        ),
      ),
      "is not known to be reading alone",
    ],
    [
      "it may read a whole account",
      inBlock(role, ["scope"], account?.replace(/\/blobServices.*$/, "")),
      "holds for more than one container",
    ],
    [
      "it may read another service's",
      inBlock(role, ["scope"], `${account ?? ""}noveu-noord-files-germanywestcentral`),
      "is no container that the job compares",
    ],
    [
      "it may read another service's too",
      another(role, { scope: `${account ?? ""}noveu-noord-files-germanywestcentral` }),
      "is no container that the job compares",
    ],
    [
      "it may not read its own",
      inBlock(role, ["scope"], `${account ?? ""}noveu-noord-files-germanywestcentral`),
      "may not be read as what it signs in",
    ],
    [
      "another account may act as it",
      another(loan, { subject: "system:serviceaccount:mail:service" }),
      "is lent what a comparison signs in as",
    ],
    [
      "another cluster's pods may act as it",
      another(loan, { issuer: "https://oidc.example.eu/other" }),
      "is lent what a comparison signs in as",
    ],
    [
      "its cluster is not the one believed",
      inBlock(loan, ["issuer"], "https://oidc.example.eu/other"),
      "leads to no identity that is lent to this account",
    ],
    [
      "it is lent to nobody of the kind",
      inBlock(loan, ["subject"], "system:serviceaccount:mail:reader"),
      "leads to no identity that is lent to this account",
    ],
    [
      "it is told another identity",
      inManifest(
        job,
        [...pod, "spec", "containers", 0, "env"],
        [
          ...listAt(copied.kubernetes[job]?.object, ...pod, "spec", "containers", 0, "env").filter(
            (one) => textAt(one, "name") !== "AZURE_CLIENT_ID",
          ),
          {
            name: "AZURE_CLIENT_ID",
            valueFrom: { configMapKeyRef: { name: "bestek-apply-time", key: "identity-mail-mail" } },
          },
        ],
      ),
      "leads to no identity that is lent to this account",
    ],
    [
      "what it is told is another's",
      inBlock(output, ["value"], "${azurerm_user_assigned_identity.site_cluster_identity.client_id}"),
      "leads to no identity",
    ],
    [
      "it runs as everybody does",
      inManifest(job, [...pod, "spec", "serviceAccountName"], "service"),
      "has the same account",
    ],
    [
      "the gateway's account is its own",
      inManifest(job, [...pod, "spec", "serviceAccountName"], "objects-mail"),
      "is not known to be reading alone",
    ],
    [
      "another's pods run as it",
      inManifest(
        "germanywestcentral/mail/Deployment/mail-objects-mail",
        ["spec", "template", "spec", "serviceAccountName"],
        "read-objects",
      ),
      "has the same account",
    ],
    ["its pods get no token", inManifest(job, [...pod, "metadata", "labels"], {}), "get no token"],
    [
      "it bears a key",
      inManifest(job, [...pod, "spec", "containers", 0, "env", 0], {
        name: "KEY",
        valueFrom: { secretKeyRef: { name: "bucket-mail", key: "secret-key" } },
      }),
      "is a key",
    ],
    [
      "it may change what it reads where it rests",
      inBlock(
        "noveu-noord-infrastructure-swedencentral:azurerm_role_assignment.site_access_read-mail-",
        ["role_definition_name"],
        "Storage Blob Data Contributor",
      ),
      "is not known to be reading alone",
    ],
    ["nothing compares", inManifest(job, [], undefined), "is compared with what it is the copy of by nothing"],
    ["it rests where it is to look", inManifest(job, ["spec", "suspend"], true), "stops the comparison"],
  ])("%s: caught", (_, sabotage, says) => {
    expect(account).toBeDefined();
    expect(complaints(recoveryComparisons, sabotage(copied))).toContainEqual(expect.stringContaining(says));
  });
});
