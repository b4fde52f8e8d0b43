import { patience, pause } from "../../../simulation/cluster/waiting";
import { installation } from "../../../simulation/scenarios/installation";
import { withCluster } from "../../../simulation/simulated-cluster";
import { runningPrograms } from "../harness/running-programs";
import { until } from "../harness/until";
import { withParts } from "../harness/with-parts";
import { controlPlane, kwok } from "../parts/kubernetes";
import { nodes, web, world } from "./small-world";

withParts("a machine that is short of processors", { kubernetes: controlPlane, kwok }, (folderOf) => {
  test("a cluster whose API answers nobody for a while is waited for", async () => {
    const parts = { kubernetes: folderOf("kubernetes"), kwok: folderOf("kwok") };
    await withCluster(parts, world({ nodes: nodes(2), groups: [web({ replicas: 12, most: 12 })] }), async (cluster) => {
      const played = installation(cluster);
      await until("the first pod", () => Promise.resolve(cluster.state().length > 0 ? true : undefined));
      const server = ownApiServer();
      process.kill(server, "SIGSTOP");
      // Longer than the longest wait for a cluster that stands still.
      await pause(3.5 * patience);
      process.kill(server, "SIGCONT");
      expect(await played).toMatchObject({ verdict: "holds", wanted: 12, ready: 12 });
    });
  });
});

/** Id of the API server in the folder of a simulation of this process. */
function ownApiServer(): number {
  const found = runningPrograms().find(
    ({ words: [program = "", ...flags] }) =>
      program.endsWith("/kube-apiserver") &&
      flags.some((flag) => flag.includes(`/bestek-simulation-${String(process.pid)}-`)),
  );
  if (found === undefined) throw new Error("no API server runs");
  return found.pid;
}
