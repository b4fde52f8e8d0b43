// What the real core costs: init of thirty environments from one provider mirror, and plan and apply of all samples against
// stand-ins. Validation, which starts the same programs and decides nothing, is the floor to compare with.
import { availableParallelism } from "node:os";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createJiti } from "jiti";

const require = createJiti(import.meta.url);
const harness = (part) => require(`../test/terraform/harness/${part}.ts`);

const seconds = async (work) => {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
};

/** Works off a list, as many at a time as there are cores. */
const sideBySide = async (items, work) => {
  const rest = [...items];
  await Promise.all(
    Array.from({ length: availableParallelism() }, async () => {
      for (let item = rest.shift(); item !== undefined; item = rest.shift()) await work(item);
    }),
  );
};

async function thirtyEnvironments(tier, folder) {
  const environments = join(folder, "environments");
  mkdirSync(environments, { recursive: true });
  const sample = JSON.stringify(fileURLToPath(new URL("../environments/noveu-zuid.ts", import.meta.url)));
  for (let number = 1; number <= 30; number++) {
    const name = `bench-${String(number).padStart(2, "0")}`;
    const page = `import { stage } from "bestek";\nimport sample from ${sample};\nexport default stage(sample, { name: "${name}" });\n`;
    writeFileSync(join(environments, `${name}.ts`), page);
  }
  let synthesized = [];
  const synthesis = await seconds(() => (synthesized = harness("synthesize").synthesize(folder)));
  const { Deployment } = harness("deployment");
  const deployment = new Deployment(tier, join(folder, "runs"), tier.samples[0].answers.own);
  const stacks = synthesized.flatMap((environment) => environment.stacks);
  const one = await seconds(() => sideBySide(synthesized[0].stacks, (stack) => deployment.init(stack)));
  const all = await seconds(() => sideBySide(stacks, (stack) => deployment.init(stack)));
  return { stacks: stacks.length, synthesis, one, all };
}

async function planAndApply(tier, folder) {
  const { Deployment } = harness("deployment");
  const { sampleTenants } = harness("tenants");
  const spent = { validate: 0, plan: 0, apply: 0 };
  let count = 0;
  for (const sample of tier.samples) {
    const deployment = new Deployment(tier, join(folder, sample.name), sample.answers.own);
    for (const stack of sampleTenants(sample).applied) {
      spent.validate += await seconds(() => deployment.validate(stack));
      await deployment.init(stack);
      spent.plan += await seconds(() => deployment.plan(stack));
      spent.apply += await seconds(() => deployment.apply(stack));
      count++;
    }
  }
  return { count, ...spent };
}

/** Prints the figures, or why there are none. */
export async function terraformFigures(folder) {
  mkdirSync(folder, { recursive: true });
  const tier = await harness("prepare").prepare(folder);
  if (tier.kind === "missing") {
    console.log(`Terraform: no figures; ${tier.reasons.join("\n")}`);
    return;
  }
  const { stacks, synthesis, one, all } = await thirtyEnvironments(tier, join(folder, "thirty"));
  console.log(`30 environments, ${stacks} stacks: synthesis ${synthesis.toFixed(1)} s, one process`);
  console.log(
    `init from one provider mirror: ${all.toFixed(1)} s, ${((1000 * all) / stacks).toFixed(0)} ms a stack, ` +
      `${(all / one).toFixed(1)} times that of one environment (aim: under 30)`,
  );
  const { count, validate, plan, apply } = await planAndApply(tier, join(folder, "samples"));
  console.log(
    `${tier.samples.length} samples, ${count} stacks, offline: plan ${plan.toFixed(1)} s, apply ${apply.toFixed(1)} s, ` +
      `${(plan / validate).toFixed(2)} and ${(apply / validate).toFixed(2)} of their validation`,
  );
}
