import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Deployment } from "./harness/deployment";
import { Operator, secretsIn } from "./harness/operator";
import { releaseOverrides } from "./harness/overrides";
import { withSample } from "./harness/samples";
import { readStack } from "./harness/stack";
import type { SampleStack } from "./harness/tier";

withSample("an operator", "noveu-zuid", (tier, sample) => {
  const stackOf = (part: string): SampleStack => {
    const stack = sample.stacks.find(({ name }) => name === `noveu-zuid-${part}`);
    if (stack === undefined) throw new Error(`the sample has no stack ${part}`);
    return stack;
  };
  const keys = stackOf("keys");
  const infrastructure = stackOf("infrastructure-eu-south-mil");
  const operators = stackOf("operators-eu-south-mil");
  const folder = join(tier.work, "operator");
  const deployment = new Deployment(tier, join(folder, "deployment"), sample.answers.own);
  const operator = new Operator(tier, sample, join(folder, "checkout"), deployment);

  const apply = async (...stacks: readonly SampleStack[]): Promise<void> => {
    for (const stack of stacks) {
      await deployment.deploy(stack);
    }
  };
  const secrets = () => [
    ...secretsIn(deployment.stateFile(operators), "ovh_okms_credential", "private_key_pem"),
    ...secretsIn(deployment.stateFile(infrastructure), "ovh_cloud_project_kube", "kubeconfig"),
  ];
  /** Marks what a stack holds so that the core makes it anew. */
  const taint = async (stack: SampleStack, type: string): Promise<string> => {
    const [name] = Object.keys(readStack(stack.folder).resource[type] ?? {});
    const address = `${type}.${String(name)}`;
    const { exitCode, output } = await deployment.run(deployment.folderOf(stack), ["taint", address]);
    expect({ exitCode, output }).toMatchObject({ exitCode: 0 });
    return address;
  };

  test("sees before the first apply what can be planned, and until what the rest is unknown", () => {
    const { exitCode, output } = operator.bestek(["review", "noveu-zuid"]);
    expect(exitCode).toBe(0);
    expect(output).toContain("**Not evidence.** At least one plan was made with stand-ins");
    expect(output).toMatch(/\| `noveu-zuid-operators-eu-south-mil` +\|.*unknown until .*`noveu-zuid-keys`/);
    expect(operator.json(["review", "noveu-zuid"])).toMatchObject({ standIn: true, losses: [] });
  });

  test("sees the next stacks once those before are applied, and no value that is sensitive", async () => {
    await apply(keys, infrastructure, operators);
    const [key, kubeconfig] = secrets();
    expect([key, kubeconfig]).toEqual([expect.stringMatching(/^stand-in-/), expect.stringMatching(/^stand-in-/)]);
    await taint(operators, "ovh_okms_credential");
    const { exitCode, output } = operator.bestek(["review", "noveu-zuid"]);
    expect({ exitCode, output }).toMatchObject({ exitCode: 0 });
    expect(output).toMatch(/\*\*replaces\*\* `ovh_okms_credential\./);
    expect(output).toMatch(/changes `kubernetes_secret_v1\.seal_/);
    for (const secret of secrets()) expect(output).not.toContain(secret);
    const { output: json } = operator.bestek(["review", "noveu-zuid", "--json"]);
    for (const secret of secrets()) expect(json).not.toContain(secret);
  });

  test("is stopped where something stateful would be made anew: by the stack, and without its guard by the review", async () => {
    const address = await taint(keys, "ovh_okms");
    const guarded = operator.bestek(["review", "noveu-zuid"]);
    expect(guarded.exitCode).toBe(1);
    expect(guarded.output).toContain("Instance cannot be destroyed");
    writeFileSync(
      join(operator.folderOf(keys), "release_override.tf.json"),
      JSON.stringify(releaseOverrides(readStack(keys.folder))),
    );
    const open = operator.bestek(["review", "noveu-zuid"]);
    expect(open.exitCode).toBe(1);
    expect(open.output).toContain(`| \`noveu-zuid-keys:${address}\` | **replaced** | keys | **no** |`);
    const approved = operator.bestek([
      ...["review", "noveu-zuid", "--approve", `noveu-zuid-keys:${address}`],
      ...["--by", "owner", "--because", "never used"],
    ]);
    expect(approved.exitCode).toBe(0);
  });

  test("sees what hands changed since, and what an autoscaler did apart from it", () => {
    const before = operator.json(["drift", "noveu-zuid", "--only", "terraform"]);
    expect(before).toMatchObject({ standIn: true, differences: [] });
    const changed = {
      ovh_cloud_project_kube: { update_policy: "NEVER_UPDATE", kubeconfig: "hunter22-of-somebody" },
      ovh_cloud_project_kube_nodepool: { desired_nodes: 99 },
    };
    const answers = join(folder, "changed.json");
    writeFileSync(answers, JSON.stringify({ ...sample.answers.own, changed }));
    const { exitCode, output } = operator.bestek(["drift", "noveu-zuid", "--only", "terraform"], {
      BESTEK_STAND_IN_ANSWERS: answers,
    });
    expect(exitCode).toBe(1);
    expect(output).toContain("! no evidence: plans were made with stand-ins");
    expect(output).toMatch(
      /✖ noveu-zuid-infrastructure-eu-south-mil:ovh_cloud_project_kube\.\S+ update_policy was changed\n {2}synthesized: "MINIMAL_DOWNTIME"\n {2}running: +"NEVER_UPDATE"/,
    );
    expect(output).toMatch(/left out \d+: an autoscaler sets the number of nodes/);
    expect(output).toContain("! noveu-zuid-infrastructure-eu-west-par: unknown, has no state: it was never applied");
    expect(output).not.toContain("hunter22");
    // Nothing was written: what was found lies in nobody's state.
    expect(readFileSync(deployment.stateFile(infrastructure), "utf8")).not.toContain("NEVER_UPDATE");
  });
});
