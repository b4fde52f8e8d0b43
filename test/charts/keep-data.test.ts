import { ApiObject } from "cdk8s";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { textAt, toJson, type Json } from "../../audit/facts/json";
import { keepData } from "../../charts/keep-data";
import { renderChart } from "../../charts/render";
import eigen from "../../environments/noveu-eigen";
import oost from "../../environments/noveu-oost";
import west from "../../environments/noveu-west";
import zuid from "../../environments/noveu-zuid";
import type { Environment } from "../../environments/schema";
import { parseLock } from "../../lock";
import { written } from "../harness/written";

const isKept = (object: Json): boolean =>
  textAt(object, "metadata", "annotations", "helm.sh/resource-policy") === "keep";

const keptOf = (environment: Environment): readonly string[] =>
  Object.entries(written(environment).facts.kubernetes).flatMap(([id, { object }]) => (isKept(object) ? [id] : []));

const lockedOf = ({ name }: Environment): readonly string[] => {
  const path = join(__dirname, `../../environments/${name}.lock.json`);
  return Object.keys(parseLock(readFileSync(path, "utf8"), path, name).stateful);
};

describe.each([zuid, oost, eigen, west].map((environment) => [environment.name, environment] as const))(
  "%s",
  (_, environment) => {
    const kept = keptOf(environment);
    const locked = lockedOf(environment);
    const ofKind = (ids: readonly string[], kind: string): readonly string[] =>
      ids.filter((id) => id.includes(`/${kind}/`)).sort();

    test.each(["Namespace", "Cluster", "Kafka", "KafkaNodePool", "KafkaTopic"])(
      "every %s that the lock guards outlives its release, and no other",
      (kind) => {
        expect(ofKind(kept, kind)).toEqual(ofKind(locked, kind));
      },
    );

    test("a kept namespace stays closed, and nothing else in it stays but what holds data", () => {
      const others = kept.filter((id) => !/\/(Namespace|Cluster|Kafka|KafkaNodePool|KafkaTopic)\//.test(id));
      const closed = ofKind(kept, "Namespace").map((id) =>
        id.replace(/_cluster\/Namespace\/(.*)/, "$1/NetworkPolicy/default-deny"),
      );
      expect(closed).not.toEqual([]);
      expect(others.filter((id) => !id.endsWith("/ConfigMap/vault-recovery")).sort()).toEqual(closed.sort());
    });
  },
);

test("a claim that a chart of ours would make is kept, and what holds nothing is not", () => {
  const manifests = renderChart({
    namespace: "mail",
    build: (chart) => {
      new ApiObject(chart, "claim", { apiVersion: "v1", kind: "PersistentVolumeClaim", metadata: { name: "claim" } });
      new ApiObject(chart, "map", { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "map" } });
    },
    finish: keepData,
  });
  expect(manifests.filter((manifest) => isKept(toJson(manifest))).map(({ kind }) => kind)).toEqual([
    "PersistentVolumeClaim",
  ]);
});
