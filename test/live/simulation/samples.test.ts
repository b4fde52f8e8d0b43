import { join } from "node:path";
import { simulateSite } from "../../../simulation/simulate";
import type { Scenario } from "../../../simulation/scenarios/scenario";
import { readWorlds } from "../../../simulation/world/read-world";
import { synthesizedEnvironments, synthesizedFolder } from "../harness/synthesized";
import { withParts } from "../harness/with-parts";
import { controlPlane, kwok } from "../parts/kubernetes";

withParts("samples", { kubernetes: controlPlane, kwok }, (folderOf) => {
  /** Everything that was played, on all sites of an environment. */
  async function played(environment: string): Promise<readonly Scenario[]> {
    const folder = synthesizedFolder();
    const worlds = readWorlds({
      terraform: join(folder, "cdktf.out"),
      output: join(folder, "out", environment),
      environment,
    });
    const scenarios: Scenario[] = [];
    for (const world of worlds) {
      const site = await simulateSite({ kubernetes: folderOf("kubernetes"), kwok: folderOf("kwok") }, world);
      scenarios.push(...site.scenarios);
    }
    return scenarios;
  }

  /** What must not be and was seen, a line each. */
  const failures = (scenarios: readonly Scenario[]): readonly string[] =>
    scenarios
      .filter(({ verdict }) => verdict === "fails")
      .flatMap(({ title, findings }) => findings.map(({ where, why }) => `${title}: ${where}: ${why}`));

  for (const environment of synthesizedEnvironments()) {
    test(`${environment} fits on its planned nodes as far as the plan claims`, async () => {
      const scenarios = await played(environment);
      expect(scenarios.length).toBeGreaterThan(3);
      expect(failures(scenarios)).toEqual([]);
    });
  }
});
