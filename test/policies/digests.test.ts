import { renderCharts } from "../../charts";
import oost from "../../environments/noveu-oost";
import zuid from "../../environments/noveu-zuid";
import type { Environment } from "../../environments/schema";
import { planEnvironment } from "../../planning";
import { testDigests, withTestDigests } from "../harness/recorded-digests";
import { judge } from "./harness/gator";
import { withEngines } from "./harness/with-engines";

const rendered = (environment: Environment) => renderCharts(environment, planEnvironment(environment));

const recorded = rendered(withTestDigests(zuid));
const rules = recorded
  .filter(({ site, stage }) => site === "eu-west-par" && stage.startsWith("admission"))
  .flatMap(({ manifests }) => manifests);

const mirror = zuid.registry.mirror;
const keycloak = "quay.io/keycloak/keycloak:26.7.3";
const digest = testDigests[keycloak] ?? "";
const other = `sha256:${"0".repeat(64)}`;

const pod = (image: string, namespace = "identity", more: Readonly<Record<string, unknown>> = {}) => ({
  apiVersion: "v1",
  kind: "Pod",
  metadata: { name: "case", namespace },
  spec: { serviceAccountName: "workload", containers: [{ name: "one", image }], ...more },
});

const good = `${mirror}/${keycloak}@${digest}`;
const passes: readonly (readonly [string, unknown])[] = [
  ["the recorded content", pod(good)],
  ["the recorded content without a tag", pod(`${mirror}/quay.io/keycloak/keycloak@${digest}`)],
  ["an image built here", pod(`${mirror}/bestek/synapse:1@${testDigests["bestek/synapse:1.159.0-s3-1.7.0"] ?? ""}`)],
  ["an image whose chart can't name a digest", pod(`${mirror}/docker.io/library/kong:3.9.3`)],
  ["whatever the cluster itself runs", pod("cloud.example/cni:1", "kube-system")],
];
const never = "was never recorded";
const denied: readonly (readonly [string, unknown, string])[] = [
  ["a tag alone", pod(`${mirror}/${keycloak}`), "names no digest"],
  ["another content", pod(`${mirror}/${keycloak}@${other}`), never],
  ["the content of another image", pod(`${mirror}/quay.io/keycloak/keycloak-operator:26.7.3@${digest}`), never],
  ["an image that nobody copied", pod(`${mirror}/quay.io/evil/keycloak:1@${digest}`), never],
  ["a content behind the content", pod(`${good}@${other}`), never],
  [
    "another content of an image that may bear a tag alone",
    pod(`${mirror}/docker.io/library/kong:3.9.3@${other}`),
    never,
  ],
  ["a name that only ends like one", pod(`${mirror}/x/docker.io/library/kong:3.9.3`), "names no digest"],
  [
    "an init container",
    pod(good, "identity", { initContainers: [{ name: "i", image: `${mirror}/${keycloak}` }] }),
    '"i"',
  ],
  [
    "a debugging container",
    pod(good, "identity", { ephemeralContainers: [{ name: "d", image: `${mirror}/${keycloak}` }] }),
    '"d"',
  ],
  [
    "a workload that would make such pods",
    {
      apiVersion: "apps/v1",
      kind: "Deployment",
      metadata: { name: "case", namespace: "identity" },
      spec: { template: { spec: pod(`${mirror}/${keycloak}@${other}`).spec } },
    },
    never,
  ],
];

withEngines("Gatekeeper, where digests were recorded", ({ gator }) => {
  test.each(passes)("admits %s", (_, one) => {
    expect(judge(gator, [...rules, one])).toEqual([]);
  });

  test.each(denied)("denies %s", (_, one, words) => {
    const whys = judge(gator, [...rules, one]).map(({ why }) => why);
    expect(whys.join("\n")).toContain(words);
  });

  test.each([
    ["noveu-zuid", recorded],
    ["noveu-oost", rendered(withTestDigests(oost))],
  ])("admits everything of %s", (_, all) => {
    for (const site of new Set(all.map((chart) => chart.site))) {
      const objects = all.filter((chart) => chart.site === site).flatMap(({ manifests }) => manifests);
      expect(objects.length).toBeGreaterThan(200);
      expect(judge(gator, objects)).toEqual([]);
    }
  });
});
