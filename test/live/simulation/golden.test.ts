import { withCluster } from "../../../simulation/simulated-cluster";
import { installation } from "../../../simulation/scenarios/installation";
import { peak } from "../../../simulation/scenarios/peak";
import { zoneLoss } from "../../../simulation/scenarios/zone-loss";
import { withParts } from "../harness/with-parts";
import { controlPlane, kwok } from "../parts/kubernetes";
import { nodes, web, world } from "./small-world";

/** Reference: 18 pods of 2 processors on six nodes of 8 over three zones fit exactly; without one of the zones 12 remain. */
withParts("six nodes of 8 processors over three zones", { kubernetes: controlPlane, kwok }, (folderOf) => {
  test("hold 18 pods of 2 exactly; without a zone they hold the minimum of 12 and fail the maximum", async () => {
    const parts = { kubernetes: folderOf("kubernetes"), kwok: folderOf("kwok") };
    const golden = world({ nodes: nodes(2), groups: [web({ replicas: 12, most: 18 })] });
    await withCluster(parts, golden, async (cluster) => {
      expect(await installation(cluster)).toMatchObject({ verdict: "holds", wanted: 12, ready: 12 });
      const full = await peak(cluster);
      expect(full).toMatchObject({ verdict: "holds", wanted: 18, ready: 18 });
      expect(full.nodes.map(({ cpu }) => cpu)).toEqual([6000, 6000, 6000, 6000, 6000, 6000]);

      expect(await zoneLoss(cluster, "a", "most")).toMatchObject({ verdict: "holds", wanted: 18, ready: 12 });
      expect(cluster.state().filter(({ ready }) => ready)).toHaveLength(18);
    });
  });

  test("do not hold 19", async () => {
    const parts = { kubernetes: folderOf("kubernetes"), kwok: folderOf("kwok") };
    await withCluster(parts, world({ nodes: nodes(2), groups: [web({ replicas: 19, most: 19 })] }), async (cluster) => {
      expect(await installation(cluster)).toMatchObject({
        verdict: "fails",
        ready: 18,
        findings: [{ where: "shop/web", value: 18, why: expect.stringContaining("Insufficient cpu") }],
      });
    });
  });
});
