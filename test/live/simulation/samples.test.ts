import { join } from "node:path";
import { simulateSite } from "../../../simulation/simulate";
import { readWorlds } from "../../../simulation/world/read-world";
import { synthesizedEnvironments, synthesizedFolder } from "../harness/synthesized";
import { withParts } from "../harness/with-parts";
import { controlPlane, kwok } from "../parts/kubernetes";

withParts("samples", { kubernetes: controlPlane, kwok }, (folderOf) => {
  test.each(synthesizedEnvironments())(
    "%s fits on its planned nodes as far as the plan claims",
    async (environment) => {
      const folder = synthesizedFolder();
      const worlds = readWorlds({
        terraform: join(folder, "cdktf.out"),
        output: join(folder, "out", environment),
        environment,
      });
      for (const world of worlds) {
        const { scenarios } = await simulateSite({ kubernetes: folderOf("kubernetes"), kwok: folderOf("kwok") }, world);
        expect(scenarios.length).toBeGreaterThan(3);
        expect(scenarios.filter(({ verdict }) => verdict === "fails")).toEqual([]);
      }
    },
  );
});
