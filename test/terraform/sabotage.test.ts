import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Ended } from "./harness/core";
import { Deployment } from "./harness/deployment";
import { objectAt } from "./harness/edit-json";
import { withSample } from "./harness/samples";
import type { SampleStack } from "./harness/tier";
import { validateTogether } from "./harness/validate-together";

const cluster = ["resource", "ovh_cloud_project_kube", "*"];
const pool = ["resource", "ovh_cloud_project_kube_nodepool", "*"];

/** What is done to a good stack, and what the core says to it. */
const sabotages: readonly (readonly [string, (stack: unknown) => void, RegExp])[] = [
  [
    "an argument that no schema has",
    (stack) => (objectAt(stack, cluster)["colour"] = "blue"),
    /No argument or block type is named "colour"/,
  ],
  [
    "a required argument left out",
    (stack) => delete objectAt(stack, cluster)["region"],
    /The argument "region" is required/,
  ],
  [
    "a value of the wrong type",
    (stack) => (objectAt(stack, pool)["desired_nodes"] = "many"),
    /Inappropriate value for attribute "desired_nodes": a number is required/,
  ],
  [
    "more blocks than may be",
    (stack) => {
      const { ip_allocation_policy: policy } = objectAt(stack, cluster);
      objectAt(stack, cluster)["ip_allocation_policy"] = [policy, { pods_ipv4_cidr: "10.0.0.0/8" }];
    },
    /Too many ip_allocation_policy blocks/,
  ],
  [
    "resources that wait for each other",
    (stack) => {
      const name = Object.keys(objectAt(stack, ["resource", "ovh_cloud_project_kube"]))[0] ?? "";
      objectAt(stack, ["resource", "ovh_cloud_project_network_private", "*"])["depends_on"] = [
        `ovh_cloud_project_kube.${name}`,
      ];
    },
    /Error: Cycle:/,
  ],
  [
    "a resource that no provider has",
    (stack) => (objectAt(stack, ["resource"])["ovh_flying_carpet"] = { one: {} }),
    /does not support resource type "ovh_flying_carpet"/,
  ],
  [
    "an attribute that its resource does not have",
    (stack) => {
      const name = Object.keys(objectAt(stack, ["resource", "ovh_cloud_project_kube"]))[0] ?? "";
      objectAt(stack, ["output", "cluster_id"])["value"] = `\${ovh_cloud_project_kube.${name}.colour}`;
    },
    /Unsupported attribute/,
  ],
];

function infrastructureOf(stacks: readonly SampleStack[]): SampleStack {
  const found = stacks.find(({ name }) => name.endsWith("infrastructure-eu-west-par"));
  if (found === undefined) throw new Error("the sample has no infrastructure to sabotage");
  return found;
}

withSample("the core refuses", "noveu-zuid", (tier, { stacks, answers }) => {
  const good = infrastructureOf(stacks);
  const folder = join(tier.work, "sabotage");
  const deployment = new Deployment(tier, folder, answers.own);

  /** What the core says of the good stack beside one that differs from it by one change. */
  async function validated(change: (stack: unknown) => void, index: number): Promise<Ended> {
    const stack: SampleStack = { name: `sabotaged-${String(index)}`, folder: join(folder, String(index)), after: [] };
    cpSync(good.folder, stack.folder, { recursive: true });
    const file = join(stack.folder, "cdk.tf.json");
    const content: unknown = JSON.parse(readFileSync(file, "utf8"));
    change(content);
    writeFileSync(file, JSON.stringify(content));
    return validateTogether(deployment, join(folder, `validated-${String(index)}`), [good, stack]);
  }

  test("nothing, where nothing is sabotaged", async () => {
    expect(await validated(() => undefined, 0)).toMatchObject({ exitCode: 0 });
  });

  test.each(sabotages)("%s", async (title, change, says) => {
    const { exitCode, output } = await validated(change, 1 + sabotages.findIndex(([other]) => other === title));
    expect({ exitCode, output: output.replaceAll(/\s+/g, " ") }).toEqual({
      exitCode: 1,
      output: expect.stringMatching(says),
    });
  });
});
