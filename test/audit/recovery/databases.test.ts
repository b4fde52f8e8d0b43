import { recoveryDatabases } from "../../../audit/checks/recovery/databases";
import { activeActive } from "../../../environments/schema";
import production from "../../../environments/noveu-zuid";
import { textAt, toJson, type Json, type JsonPath } from "../../../audit/facts/json";
import { change } from "../fixture/output";
import { complaints, environmentWith, inBlock, inManifest, realFacts, together, type Sabotage } from "./real-output";

const facts = realFacts();
const paris = "eu-west-par/databases/Cluster/postgres";
const milan = "eu-south-mil/databases/Cluster/postgres";
const archive =
  "noveu-zuid-infrastructure-eu-south-mil:ovh_cloud_project_storage.site_store-noveu-zuid-archive-eu-west-par";
const drill = "eu-west-par/databases/CronJob/restore-drill-postgres";
const rules = "eu-west-par/databases/PrometheusRule/databases";
const copy =
  "noveu-zuid-infrastructure-eu-south-mil:ovh_cloud_project_storage.site_store-noveu-zuid-locked-eu-west-par";

const drillPod = ["spec", "jobTemplate", "spec", "template", "spec"] as const;

/** Changes the manifest of the cluster that the drill restores into. */
const inScratch =
  (path: JsonPath, value: Json): Sabotage =>
  (all) => {
    const [id, fact] =
      Object.entries(all.kubernetes).find(([key]) =>
        key.startsWith("eu-west-par/databases/ConfigMap/restore-drill-"),
      ) ?? [];
    const text = textAt(fact?.object, "data", "cluster.json");
    if (id === undefined || text === undefined) throw new Error("no manifest of a scratch cluster");
    return inManifest(id, ["data", "cluster.json"], JSON.stringify(change(toJson(JSON.parse(text)), path, value)))(all);
  };

test("what is synthesized passes", () => {
  expect(complaints(recoveryDatabases, facts)).toEqual([]);
  expect(recoveryDatabases.judge(facts)).toHaveLength(2);
});

const sabotages: readonly (readonly [name: string, sabotage: Sabotage, says: string])[] = [
  [
    "the archive stands beside the cluster",
    inBlock(archive, ["region_name"], "EU-WEST-PAR"),
    "burns with site eu-west-par",
  ],
  [
    "the archive's region is not said",
    inBlock(archive, ["region_name"], "${var.region}"),
    "undecided: noveu-zuid-infrastructure-eu-south-mil:ovh_cloud_project_storage",
  ],
  ["no drill restores it", inManifest(drill, [], undefined), "no drill restores the cluster and compares"],
  ["its drill rests", inManifest(drill, ["spec", "suspend"], true), "stops the drill where data are written"],
  [
    "its drill counts in another cluster",
    inManifest(drill, [...drillPod, "initContainers", 0, "env", 0, "value"], "other-rw.databases.svc.cluster.local"),
    "no drill restores the cluster and compares",
  ],
  [
    "its drill leaves what it restored",
    inManifest(drill, [...drillPod, "containers"], []),
    "leaves a copy of the data behind",
  ],
  [
    "its drill restores from elsewhere",
    inScratch(["spec", "externalClusters", 0, "plugin", "parameters", "serverName"], "postgres-2"),
    "restores from another place than the cluster archives to",
  ],
  [
    "what its drill restores archives as well",
    inScratch(["spec", "plugins"], [{ name: "barman-cloud.cloudnative-pg.io", isWALArchiver: true }]),
    "lets what is restored write into an archive",
  ],
  ["its drill has too little room", inScratch(["spec", "storage", "size"], "1Gi"), "is less than the"],
  ["nobody is told of a failed drill", inManifest(rules, [], undefined), "nobody is told when it fails"],
  ["nobody archives", inManifest(paris, ["spec", "plugins"], []), "is not one archiver"],
  [
    "two archive",
    inManifest(
      paris,
      ["spec", "plugins"],
      [
        { isWALArchiver: true, parameters: { barmanObjectName: "archive-eu-west-par" } },
        { isWALArchiver: true, parameters: { barmanObjectName: "archive-eu-south-mil" } },
      ],
    ),
    "is not one archiver",
  ],
  [
    "the plugin names no store",
    inManifest(paris, ["spec", "plugins", 0, "parameters", "barmanObjectName"], "archive-nowhere"),
    "names no ObjectStore",
  ],
  [
    "neither the archive nor its copy is locked long enough",
    together(
      inBlock(archive, ["object_lock", "rule", "period"], "P7D"),
      inBlock(copy, ["object_lock", "rule", "period"], "P7D"),
    ),
    "is locked for the 35 days",
  ],
  [
    "the two sites know different peers",
    inManifest(milan, ["spec", "externalClusters"], [{ name: "eu-south-mil" }]),
    "differs from the peers of",
  ],
  [
    "both write",
    inManifest(milan, ["spec", "replica", "primary"], "eu-south-mil"),
    "leaves 2 writers for one set of data",
  ],
  [
    "a token is left over",
    inManifest(milan, ["spec", "replica", "promotionToken"], "x"),
    "token of a switch that is past",
  ],
  ["the standby lags on purpose", inManifest(milan, ["spec", "replica", "minApplyDelay"], "8h"), "delays the standby"],
  ["the standby is gone", inManifest(milan, [], undefined), "has no cluster of its name at another site"],
  [
    "the standby takes fewer connections",
    inManifest(milan, ["spec", "postgresql", "parameters", "max_connections"], "100"),
    "less than the writer's 400",
  ],
  [
    "the standby speaks an older version",
    inManifest(milan, ["spec", "imageName"], "registry.example.eu/postgresql:15.1"),
    "another major version than the writer's 17",
  ],
  ["two instances", inManifest(paris, ["spec", "instances"], 2), "is less than 3"],
  [
    "no commit is confirmed",
    inManifest(paris, ["spec", "postgresql", "synchronous"], undefined),
    "asks no other instance",
  ],
  [
    "instances share a data centre",
    inManifest(paris, ["spec", "topologySpreadConstraints"], []),
    "share a data centre",
  ],
  [
    "a shutdown takes the operator's hour",
    inManifest(paris, ["spec", "switchoverDelay"], undefined),
    "longer than the 30 seconds",
  ],
  [
    "an isolated primary writes on",
    inManifest(paris, ["spec", "probes", "liveness", "isolationCheck", "enabled"], false),
    "write on that sees nobody",
  ],
  [
    "no base backup is made",
    inManifest("eu-west-par/databases/ScheduledBackup/daily", [], undefined),
    "is missing for the cluster",
  ],
  [
    "a schedule of five fields",
    inManifest("eu-west-par/databases/ScheduledBackup/daily", ["spec", "schedule"], "30 1 * * *"),
    "has not six fields",
  ],
  [
    "backups of the writer are suspended",
    inManifest("eu-west-par/databases/ScheduledBackup/daily", ["spec", "suspend"], true),
    "stops backups of the cluster",
  ],
  [
    "backups are made by something else",
    inManifest("eu-west-par/databases/ScheduledBackup/daily", ["spec", "method"], "volumeSnapshot"),
    "is not the plugin",
  ],
];

test.each(sabotages)("%s: caught", (_, sabotage, says) => {
  expect(complaints(recoveryDatabases, sabotage(facts)).join("\n")).toContain(says);
});

describe("Overheid loses no commit with a data centre", () => {
  const { recovery } = production.facts;
  if (recovery.kind !== "warm-standby") throw new Error("the sample environment has no warm standby");
  const strict = realFacts(
    environmentWith({
      recovery: activeActive({
        over: "datacentres",
        standby: recovery.site,
        archive: recovery.archive,
        ...(recovery.accepts === undefined ? {} : { accepts: recovery.accepts }),
      }),
    }),
  );

  test("what is synthesized passes", () => {
    expect(complaints(recoveryDatabases, strict)).toEqual([]);
  });

  test.each([
    ["dataDurability", "preferred", "answers commits that stand in one data centre alone"],
    ["failoverQuorum", false, "lacks confirmed commits|lack confirmed commits"],
  ] as const)("%s: caught", (field, value, says) => {
    const sabotaged = inManifest(paris, ["spec", "postgresql", "synchronous", field], value)(strict);
    expect(complaints(recoveryDatabases, sabotaged).join("\n")).toMatch(new RegExp(says));
  });
});
