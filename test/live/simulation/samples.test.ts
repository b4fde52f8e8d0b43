import { join } from "node:path";
import { simulateSite } from "../../../simulation/simulate";
import type { Scenario } from "../../../simulation/scenarios/scenario";
import { readWorlds } from "../../../simulation/world/read-world";
import { synthesizedEnvironments, synthesizedFolder } from "../harness/synthesized";
import { withParts } from "../harness/with-parts";
import { controlPlane, kwok } from "../parts/kubernetes";

/** What is known of a sample's plan before it is played. */
type Expectation =
  | { readonly kind: "holds" }
  /** A mistake of planning that stands open: the test says so, and fails as soon as it is mended. */
  | { readonly kind: "does-not-hold"; readonly pods: RegExp }
  | { readonly kind: "not-played"; readonly why: string };

function expectationOf(environment: string): Expectation {
  switch (environment) {
    case "noveu-west":
      return { kind: "does-not-hold", pods: /files-web.*Insufficient cpu/s };
    case "noveu-cloud":
      return { kind: "not-played", why: "the pods of 200 tenants take longer than the rest of this tier" };
    default:
      return { kind: "holds" };
  }
}

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
    const expectation = expectationOf(environment);
    switch (expectation.kind) {
      case "holds":
        test(`${environment} fits on its planned nodes as far as the plan claims`, async () => {
          const scenarios = await played(environment);
          expect(scenarios.length).toBeGreaterThan(3);
          expect(failures(scenarios)).toEqual([]);
        });
        break;
      case "does-not-hold":
        test(`${environment} does not fit on its planned nodes, which is known and open`, async () => {
          expect(failures(await played(environment)).join("\n")).toMatch(expectation.pods);
        });
        break;
      case "not-played":
        test.skip(`${environment} is not played: ${expectation.why}`, () => undefined);
    }
  }
});
