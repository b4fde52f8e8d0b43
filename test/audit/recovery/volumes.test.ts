import { recoverySites } from "../../../audit/checks/recovery/sites";
import { recoveryVolumes } from "../../../audit/checks/recovery/volumes";
import type { Facts } from "../../../audit";
import eigen from "../../../environments/noveu-eigen";
import { defineEnvironment } from "../../../environments/schema";
import { complaints, inManifest, realFacts, type Sabotage } from "./real-output";

const facts = realFacts();
const { site } = eigen.facts;
if (site.kind !== "existing") throw new Error("the sample stands on a cluster of its own");
const { objects: _, ...bare } = site;
const inside = realFacts(defineEnvironment({ ...eigen.facts, site: bare, parts: { objects: "garage" } }));
const kafka = realFacts(defineEnvironment({ ...eigen.facts, parts: { bus: "kafka" } }));
const servers = "cellar/bus/KafkaNodePool/servers";
const garage = "cellar/objects/StatefulSet/objects-garage";

/** Puts one more object into a site. */
const withObject =
  (kind: string, apiVersion: string): Sabotage =>
  (all: Facts) => ({
    ...all,
    kubernetes: {
      ...all.kubernetes,
      [`eu-west-par/mail/${kind}/extra`]: {
        site: "eu-west-par",
        namespace: "mail",
        kind,
        name: "extra",
        release: "mail",
        file: "extra.yaml",
        object: { apiVersion, kind, metadata: { name: "extra" } },
      },
    },
  });

test("what is synthesized passes", () => {
  expect(complaints(recoveryVolumes, facts)).toEqual([]);
  expect(complaints(recoveryVolumes, inside)).toEqual([]);
  expect(recoveryVolumes.judge(inside).map(({ object }) => object)).toContain(garage);
  expect(complaints(recoveryVolumes, kafka)).toEqual([]);
  expect(recoveryVolumes.judge(kafka).map(({ object }) => object)).toContain(servers);
  const homes = recoveryVolumes
    .judge(facts)
    .flatMap(({ object }) => (object.startsWith("eu-west-par/_cluster/Namespace/") ? [object.slice(31)] : []));
  expect(homes).toEqual(["bus", "databases", "jaeger", "loki", "monitoring", "openbao"]);
});

const claims = ["spec", "volumeClaimTemplates"] as const;
const annotations = ["metadata", "annotations"] as const;

test.each<readonly [string, Sabotage, Facts, string]>([
  ["a claim of its own", withObject("PersistentVolumeClaim", "v1"), facts, '"extra" is copied nowhere'],
  [
    "a service that keeps data on a volume",
    inManifest("eu-west-par/mail/StatefulSet/mail-stalwart", claims, [{ metadata: { name: "data" } }]),
    facts,
    '"data" is copied nowhere',
  ],
  [
    "secrets whose snapshots nobody takes",
    inManifest("eu-west-par/openbao/CronJob/secrets-save", ["spec", "suspend"], true),
    facts,
    '"openbao" is copied nowhere',
  ],
  [
    "objects in the cluster that no job carries out",
    inManifest("cellar/mail/CronJob/mail-copy-mail", [], undefined),
    inside,
    'undecided: spec.volumeClaimTemplates: "bucket-mail" lies on volumes of this cluster alone',
  ],
  [
    "one server of Kafka",
    inManifest(servers, ["spec", "replicas"], 1),
    kafka,
    "spec.replicas: 1 is less than the 3 servers that the plan counts with",
  ],
  [
    "a topic whose publisher is answered by one server",
    inManifest("cellar/bus/KafkaTopic/platform.mail.events", ["spec", "config", "min.insync.replicas"], 1),
    kafka,
    "1 is less than the 2 servers with a message before its publisher is answered",
  ],
  [
    "a server of Kafka that may lead without having every message",
    inManifest("cellar/bus/Kafka/bus", ["spec", "kafka", "config", "unclean.leader.election.enable"], true),
    kafka,
    "lets a server lead that lacks messages",
  ],
  ["servers of Kafka without a Kafka", inManifest("cellar/bus/Kafka/bus", [], undefined), kafka, "remembered places"],
  [
    "a namespace with databases that goes with its release",
    inManifest("eu-west-par/_cluster/Namespace/databases", annotations, undefined),
    facts,
    "metadata.annotations.helm.sh/resource-policy: is missing",
  ],
  [
    "a namespace of others' volumes that goes with its release",
    inManifest("eu-west-par/_cluster/Namespace/openbao", annotations, undefined),
    facts,
    "metadata.annotations.helm.sh/resource-policy: is missing",
  ],
  [
    "databases that go with their release",
    inManifest("eu-west-par/databases/Cluster/postgres", annotations, {}),
    facts,
    "uninstalling the release deletes the object, and with it the data",
  ],
  [
    "a topic that goes with its release",
    inManifest("cellar/bus/KafkaTopic/platform.mail.events", annotations, {}),
    kafka,
    "uninstalling the release deletes the object, and with it the data",
  ],
  [
    "a namespace that stays and holds nothing",
    inManifest("eu-west-par/_cluster/Namespace/portal", annotations, { "helm.sh/resource-policy": "keep" }),
    facts,
    "would be left behind when its release is uninstalled",
  ],
  ["a schedule of Velero", withObject("Schedule", "velero.io/v1"), facts, "is Velero's, which no number of the plan"],
])("%s: caught", (_name, sabotage, output, says) => {
  expect(complaints(recoveryVolumes, sabotage(output)).join("\n")).toContain(says);
});

test("a drain that leaves one of three servers is caught", () => {
  expect(complaints(recoverySites, inside)).toEqual([]);
  const drained = inManifest("cellar/objects/PodDisruptionBudget/objects-garage", ["spec", "minAvailable"], 1)(inside);
  expect(complaints(recoverySites, drained).join("\n")).toContain("leave no more than half of 3 servers");
});

test("a drain that leaves one of Kafka's three servers is caught", () => {
  expect(complaints(recoverySites, kafka)).toEqual([]);
  const budget = ["spec", "kafka", "template", "podDisruptionBudget", "maxUnavailable"];
  const drained = inManifest("cellar/bus/Kafka/bus", budget, 2)(kafka);
  expect(complaints(recoverySites, drained).join("\n")).toContain("leave no more than half of 3 servers");
});
