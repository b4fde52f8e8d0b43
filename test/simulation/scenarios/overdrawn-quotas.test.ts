import type { PodState } from "../../../simulation/cluster/pod-state";
import { groupValue } from "../../../simulation/cluster/objects";
import { overdrawnQuotas } from "../../../simulation/scenarios/overdrawn-quotas";
import { standIn } from "../../../simulation/world/pod-spec";
import type { PodGroup } from "../../../simulation/world/world";

const group: PodGroup = {
  id: "shop/web",
  origin: "ours",
  controller: "Deployment",
  namespace: "shop",
  name: "web",
  replicas: 3,
  most: 3,
  labels: { app: "web" },
  pod: { containers: [standIn("web", 2000, 1024)] },
  claims: [],
  parallel: true,
  spread: true,
  passing: false,
};

const pods = (count: number, namespace = "shop"): readonly PodState[] =>
  Array.from({ length: count }, (_, index) => ({
    uid: String(index),
    namespace,
    name: `web-${String(index)}`,
    group: groupValue(group),
    node: "a",
    ready: true,
    unschedulable: undefined,
    claims: [],
  }));

const quota = (hard: Readonly<Record<string, string>>) => ({
  apiVersion: "v1",
  kind: "ResourceQuota",
  metadata: { name: "planned", namespace: "shop" },
  spec: { hard },
});

const overdrawn = (hard: Readonly<Record<string, string>>, standing: readonly PodState[]) =>
  overdrawnQuotas({ objects: [quota(hard)], groups: [group] }, standing).map(({ value, why }) => [value, why]);

test.each([
  ["pods", { pods: "2" }, 3, "exceeded quota: it allows 2 of pods"],
  ["processors", { "requests.cpu": "5999m" }, 6000, "exceeded quota: it allows 5999m of requests.cpu"],
  ["memory", { "requests.memory": "2Gi" }, 3072, "exceeded quota: it allows 2Gi of requests.memory"],
])("more %s than a quota allows", (_, hard, value, why) => {
  expect(overdrawn(hard, pods(3))).toEqual([[value, why]]);
});

test("as much as a quota allows, and pods of other namespaces", () => {
  const hard = { pods: "3", "requests.cpu": "6", "requests.memory": "3Gi", "limits.cpu": "1" };
  expect(overdrawn(hard, [...pods(3), ...pods(5, "bank")])).toEqual([]);
});
