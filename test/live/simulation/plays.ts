import { simulateSite } from "../../../simulation/simulate";
import type { Scenario } from "../../../simulation/scenarios/scenario";
import { readWorlds } from "../../../simulation/world/read-world";
import { synthesizedEnvironments, synthesizedFolders } from "../harness/synthesized";
import { ofSample } from "../harness/of-sample";
import { controlPlane, kwok } from "../parts/kubernetes";

/** Declares the test that plays every scenario at every site of one sample; it counts as skipped where somebody wants others alone. */
export function plays(name: string): void {
  ofSample(name, name, { kubernetes: controlPlane, kwok }, (folderOf) => {
    test("fits on its planned nodes as far as the plan claims", async () => {
      expect(synthesizedEnvironments()).toContain(name);
      const scenarios: Scenario[] = [];
      for (const world of readWorlds(synthesizedFolders(name))) {
        const start = Date.now();
        const site = await simulateSite({ kubernetes: folderOf("kubernetes"), kwok: folderOf("kwok") }, world);
        const seconds = ((Date.now() - start) / 1000).toFixed(0);
        process.stderr.write(
          `${name} at ${site.site}: ${String(site.scenarios.length)} scenarios played in ${seconds} s\n`,
        );
        scenarios.push(...site.scenarios);
      }
      expect(failures(scenarios)).toEqual([]);
      expect(scenarios.length).toBeGreaterThan(3);
    });
  });
}

/** What must not be and was seen, a line each. */
const failures = (scenarios: readonly Scenario[]): readonly string[] =>
  scenarios
    .filter(({ verdict }) => verdict === "fails")
    .flatMap(({ title, findings }) => findings.map(({ where, why }) => `${title}: ${where}: ${why}`));
