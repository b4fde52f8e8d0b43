import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Deployment } from "./harness/deployment";
import { objectAt } from "./harness/edit-json";
import { withSample } from "./harness/samples";
import type { SampleStack } from "./harness/tier";

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

withSample("the core refuses", "noveu-zuid", (tier, { stacks, answers }) => {
  const good = stacks.find(({ name }) => name.endsWith("infrastructure-eu-west-par"));
  const deployment = new Deployment(tier, join(tier.work, "sabotage"), answers.own);
  if (good === undefined) throw new Error("the sample has no infrastructure to sabotage");

  /** A stack of its own that differs from the good one by one change. */
  async function changed(change: (stack: unknown) => void, index: number): Promise<SampleStack> {
    const stack: SampleStack = { ...good, name: `sabotaged-${String(index)}`, folder: good?.folder ?? "", after: [] };
    const file = join(deployment.put(stack), "cdk.tf.json");
    const content: unknown = JSON.parse(readFileSync(file, "utf8"));
    change(content);
    // It is a link to what was synthesized, which stays as it is.
    rmSync(file);
    writeFileSync(file, JSON.stringify(content));
    const init = ["init", "-backend=false", "-input=false", "-no-color"];
    const { exitCode, output } = await deployment.run(deployment.folderOf(stack), init);
    expect({ exitCode, output }).toEqual({ exitCode: 0, output });
    return stack;
  }

  test("nothing, where nothing is sabotaged", async () => {
    const stack = await changed(() => undefined, 0);
    expect(await deployment.run(deployment.folderOf(stack), ["validate", "-no-color"])).toMatchObject({ exitCode: 0 });
  });

  test.each(sabotages)("%s", async (title, change, says) => {
    const stack = await changed(change, 1 + sabotages.findIndex(([other]) => other === title));
    const { exitCode, output } = await deployment.run(deployment.folderOf(stack), ["validate", "-no-color"]);
    expect({ exitCode, output: output.replaceAll(/\s+/g, " ") }).toEqual({
      exitCode: 1,
      output: expect.stringMatching(says),
    });
  });
});
