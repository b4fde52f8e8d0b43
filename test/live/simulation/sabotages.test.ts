import type { JsonObject } from "../../../audit/facts/json";
import type { Cluster } from "../../../simulation/cluster/cluster";
import { installation } from "../../../simulation/scenarios/installation";
import { rollingUpgrade } from "../../../simulation/scenarios/rolling-upgrade";
import { zoneLoss } from "../../../simulation/scenarios/zone-loss";
import { withCluster } from "../../../simulation/simulated-cluster";
import type { SiteWorld } from "../../../simulation/world/world";
import { withParts } from "../harness/with-parts";
import { controlPlane, kwok } from "../parts/kubernetes";
import { standIn } from "../../../simulation/world/pod-spec";
import { budget, nodes, spreadOverZones, web, world } from "./small-world";

withParts("a simulation catches", { kubernetes: controlPlane, kwok }, (folderOf) => {
  const play = <T>(site: SiteWorld, act: (cluster: Cluster) => Promise<T>): Promise<T> =>
    withCluster({ kubernetes: folderOf("kubernetes"), kwok: folderOf("kwok") }, site, act);
  const finding = (why: string, wayOut = "") => ({
    where: "shop/web",
    why: expect.stringContaining(why),
    wayOut: expect.stringContaining(wayOut),
  });

  test("a missing toleration", async () => {
    const taints = [{ key: "reserved", value: "yes", effect: "NoSchedule" }];
    const tolerant = { ...spreadOverZones, tolerations: [{ key: "reserved", operator: "Exists" }] };
    const tainted = nodes(1, { taints });
    await play(world({ nodes: tainted, groups: [web({}, tolerant)] }), async (cluster) => {
      expect(await installation(cluster)).toMatchObject({ verdict: "holds", ready: 3 });
    });
    await play(world({ nodes: tainted, groups: [web()] }), async (cluster) => {
      expect(await installation(cluster)).toMatchObject({
        verdict: "fails",
        ready: 0,
        findings: [finding("untolerated taint", "tolerate the taint")],
      });
    });
  });

  test("a pod that fits nowhere once a zone is lost", async () => {
    const [replicas, most] = [7, 7];
    await play(world({ nodes: nodes(1), groups: [web({ replicas, most })] }), async (cluster) => {
      expect(await installation(cluster)).toMatchObject({ verdict: "holds", ready: 7 });
      expect(await zoneLoss(cluster, "b")).toMatchObject({
        verdict: "fails",
        ready: 6,
        findings: [finding("Insufficient cpu", "larger machines")],
      });
    });
    const promise = { survivesZoneLoss: false };
    await play(world({ nodes: nodes(1), groups: [web({ replicas, most })], ...promise }), async (cluster) => {
      await installation(cluster);
      expect(await zoneLoss(cluster, "b")).toMatchObject({ verdict: "unpromised", ready: 6 });
    });
  });

  test("a missing disruption budget: a drain takes all replicas at once", async () => {
    const together = {
      affinity: {
        podAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: [
            { labelSelector: { matchLabels: { app: "web" } }, topologyKey: "topology.kubernetes.io/zone" },
          ],
        },
      },
    };
    const crowded = world({ nodes: nodes(1), groups: [web({ replicas: 2, most: 2 }, together)] });
    await play(crowded, async (cluster) => {
      await installation(cluster);
      expect(await rollingUpgrade(cluster)).toMatchObject({
        verdict: "fails",
        findings: expect.arrayContaining([
          expect.objectContaining(finding("loses every pod at once", "disruption budget")),
        ]),
      });
    });
    const guarded = world({
      nodes: nodes(2),
      groups: [web({ replicas: 2, most: 2 })],
      objects: [budget({ minAvailable: 1, unhealthyPodEvictionPolicy: "AlwaysAllow" })],
    });
    await play(guarded, async (cluster) => {
      await installation(cluster);
      expect(await rollingUpgrade(cluster)).toMatchObject({ verdict: "holds", ready: 2 });
    });
  });

  test("anti-affinity that can't hold", async () => {
    const apart = {
      affinity: {
        podAntiAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: [
            { labelSelector: { matchLabels: { app: "web" } }, topologyKey: "kubernetes.io/hostname" },
          ],
        },
      },
    };
    await play(world({ nodes: nodes(1), groups: [web({ replicas: 4, most: 4 }, apart)] }), async (cluster) => {
      expect(await installation(cluster)).toMatchObject({
        verdict: "fails",
        ready: 3,
        findings: [finding("anti-affinity", "keep")],
      });
    });
  });

  test("a pod of every node that comes when the nodes are full, and makes nobody go", async () => {
    const early = web({ origin: "cloud", replicas: 9, most: 9 });
    const late = (pod: JsonObject) =>
      web(
        { id: "shop/agent", name: "agent", controller: "DaemonSet", labels: { app: "agent" }, spread: false },
        { containers: [standIn("agent", 3000, 512)], ...pod },
      );
    const lacking = async (cluster: Cluster): Promise<readonly string[]> =>
      (await installation(cluster)).findings.map(({ where }) => where);
    await play(world({ nodes: nodes(1), groups: [early, late({})] }), async (cluster) => {
      expect(await lacking(cluster)).toEqual(["shop/agent"]);
    });
    const first = late({ priorityClassName: "system-node-critical" });
    await play(world({ nodes: nodes(1), groups: [early, first] }), async (cluster) => {
      expect(await lacking(cluster)).toEqual(["shop/web"]);
    });
  });

  test("a set whose majority falls with a zone", async () => {
    const members = { controller: "StatefulSet", claims: ["data"] } as const;
    const inOne = {
      affinity: {
        nodeAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: {
            nodeSelectorTerms: [
              { matchExpressions: [{ key: "topology.kubernetes.io/zone", operator: "In", values: ["a"] }] },
            ],
          },
        },
      },
    };
    await play(world({ nodes: nodes(1), groups: [web(members, inOne)] }), async (cluster) => {
      expect(await installation(cluster)).toMatchObject({ verdict: "holds", ready: 3 });
      expect(await zoneLoss(cluster, "a")).toMatchObject({
        verdict: "fails",
        findings: [finding("loses all 3 pods"), finding("no majority", "spread its members")],
      });
    });
    await play(world({ nodes: nodes(1), groups: [web(members)] }), async (cluster) => {
      await installation(cluster);
      expect(await zoneLoss(cluster, "a")).toMatchObject({ verdict: "holds", ready: 2 });
    });
  });

  test("a quota that keeps an autoscaler from its most", async () => {
    const quota = {
      apiVersion: "v1",
      kind: "ResourceQuota",
      metadata: { name: "planned", namespace: "shop" },
      spec: { hard: { pods: "2" } },
    };
    await play(world({ nodes: nodes(1), groups: [web()], objects: [quota] }), async (cluster) => {
      expect(await installation(cluster)).toMatchObject({
        verdict: "fails",
        // The API refuses the third pod, or admits it while the quota is counted anew.
        findings: [
          {
            ...finding("exceeded quota", "raise the quota"),
            where: expect.stringMatching(/^(quota shop\/planned|shop\/web)$/),
          },
        ],
      });
    });
  });
});
