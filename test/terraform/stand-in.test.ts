import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Deployment } from "./harness/deployment";
import { withSample } from "./harness/samples";
import { readTerraformState } from "./harness/terraform-state";
import type { SampleStack } from "./harness/tier";

withSample("the stand-in", "noveu-zuid", (tier, { stacks, answers }) => {
  const stackOf = (part: string): SampleStack => {
    const stack = stacks.find(({ name }) => name === `noveu-zuid-${part}`);
    if (stack === undefined) throw new Error(`the sample has no stack ${part}`);
    return stack;
  };
  const infrastructure = stackOf("infrastructure-eu-south-mil");

  async function applied(deployment: Deployment, ...parts: readonly string[]): Promise<Deployment> {
    for (const stack of parts.map(stackOf)) {
      await deployment.deploy(stack);
    }
    return deployment;
  }

  test("fails whatever stands in a region that has burnt down", async () => {
    const burnt = { ...answers.own, unreachable: ["EU-SOUTH-MIL"] };
    const deployment = new Deployment(tier, join(tier.work, "stand-in/burnt"), burnt);
    await deployment.init(infrastructure);
    await expect(deployment.plan(infrastructure)).rejects.toThrow("EU-SOUTH-MIL can't be reached");
  });

  test("makes up what can be told from what is real, and the same for the same configuration", async () => {
    const [one, other] = await Promise.all(
      ["one", "other"].map((name) =>
        applied(new Deployment(tier, join(tier.work, "stand-in", name), answers.own), "infrastructure-eu-south-mil"),
      ),
    );
    const [first, second] = [one, other].map((deployment) =>
      deployment === undefined ? undefined : readTerraformState(deployment.stateFile(infrastructure)),
    );
    expect(first?.outputs["cluster_id"]).toMatchObject({ value: expect.stringMatching(/^stand-in-[0-9a-f]{12}$/) });
    expect(second).toEqual(first);
  });

  test("marks the plans that it made", async () => {
    const deployment = new Deployment(tier, join(tier.work, "stand-in/marked"), answers.own);
    await deployment.init(infrastructure);
    await deployment.plan(infrastructure);
    const plan = await deployment.show(infrastructure);
    expect(JSON.parse(plan)).toMatchObject({ standIn: true, format_version: expect.any(String) });
    const { output } = await deployment.run(deployment.folderOf(infrastructure), ["plan", "-input=false", "-no-color"]);
    expect(output).toContain("Warning: This provider is a stand-in");
  });

  test("keeps write-only arguments out of the state", async () => {
    const deployment = await applied(
      new Deployment(tier, join(tier.work, "stand-in/write-only"), answers.own),
      ...["infrastructure-eu-south-mil", "infrastructure-eu-west-par", "trust"],
    );
    const { resources } = readTerraformState(deployment.stateFile(stackOf("trust")));
    const written = resources.filter(({ type }) => type === "vault_kv_secret_v2").flatMap(({ instances }) => instances);
    expect(written.length).toBeGreaterThan(0);
    for (const { attributes } of written) {
      expect(attributes).toMatchObject({ data_json_wo: null, data_json_wo_version: expect.any(Number) });
    }
    const text = readFileSync(join(deployment.folderOf(stackOf("trust")), "cdk.tf.json"), "utf8");
    expect(text).toContain('"data_json_wo"');
  });
});
