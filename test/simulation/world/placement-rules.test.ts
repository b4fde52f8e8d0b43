import type { Facts } from "../../../audit";
import type { Json, JsonObject } from "../../../audit/facts/json";
import { placementRules } from "../../../simulation/world/placement-rules";

const labels = { app: "server" };
const constraint = { topologyKey: "topology.kubernetes.io/zone", labelSelector: { matchLabels: labels } };
const other = { ...constraint, labelSelector: { matchLabels: { app: "other" } } };

const withValues = (...values: readonly Json[]): Pick<Facts, "releases" | "kubernetes"> => ({
  releases: {
    "stack:release": { stack: "stack", site: "here", name: "x", namespace: "x", chart: "x", values, unreadValues: [] },
  },
  kubernetes: {},
});

const withObject = (object: JsonObject): Pick<Facts, "releases" | "kubernetes"> => ({
  releases: {},
  kubernetes: { id: { site: "here", namespace: "x", kind: "Custom", name: "x", release: "x", file: "x", object } },
});

const rules = (facts: Pick<Facts, "releases" | "kubernetes">) => placementRules(facts, "here", "x")(labels);

test("rules are found by the labels that they select, and with them what stands beside", () => {
  const holder = { topologySpreadConstraints: [constraint, other], tolerations: [{ operator: "Exists" }] };
  expect(rules(withValues({ server: holder }))).toEqual({
    pod: { topologySpreadConstraints: [constraint], tolerations: [{ operator: "Exists" }] },
  });
  expect(rules(withValues({ server: { topologySpreadConstraints: [other] } }))).toBeUndefined();
});

test.each<[string, Json]>([
  ["beside", { topologySpreadConstraints: [constraint], podDisruptionBudget: { enabled: true, minAvailable: 1 } }],
  ["above", { server: { topologySpreadConstraints: [constraint] }, pdb: { minAvailable: 1 } }],
  ["above, by name", { server: { topologySpreadConstraints: [constraint] }, pdb: { server: { minAvailable: 1 } } }],
  ["inside a part", { topologySpreadConstraints: [constraint], ha: { disruptionBudget: { minAvailable: 1 } } }],
])("a budget is found %s", (_, values) => {
  expect(rules(withValues(values))?.budget).toEqual({ minAvailable: 1 });
});

test.each<[string, Json]>([
  ["is switched off", { topologySpreadConstraints: [constraint], pdb: { enabled: false, minAvailable: 1 } }],
  [
    "stands beside rules of other pods",
    {
      topologySpreadConstraints: [other],
      pdb: { minAvailable: 1 },
      server: { topologySpreadConstraints: [constraint] },
    },
  ],
])("a budget that %s is not its own", (_, values) => {
  expect(rules(withValues(values))).not.toHaveProperty("budget");
});

test("a database lets one instance go at a time, and keeps its instances apart in its operator's words", () => {
  const spec = { topologySpreadConstraints: [constraint], affinity: { podAntiAffinityType: "required" } };
  expect(rules(withObject({ apiVersion: "postgresql.cnpg.io/v1", kind: "Cluster", spec }))).toMatchObject({
    budget: { maxUnavailable: 1 },
    pod: {
      affinity: {
        podAntiAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: [
            { topologyKey: "kubernetes.io/hostname", labelSelector: { matchLabels: labels } },
          ],
        },
      },
    },
  });
});
