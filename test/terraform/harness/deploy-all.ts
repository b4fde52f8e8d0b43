// Deploys stacks in their order from wherever an earlier process was killed: plans each one and applies it where anything would change.
// After each application it says so and waits to be told to go on.
import { readFileSync } from "node:fs";
import { z } from "zod";
import { answersSchema } from "./answers-schema";
import { Deployment } from "./deployment";
import { readTier, sampleStackSchema } from "./tier";

const jobSchema = z.object({ folder: z.string(), stacks: z.array(sampleStackSchema), answers: answersSchema });

async function deployAll(job: string): Promise<void> {
  const { folder, stacks, answers } = jobSchema.parse(JSON.parse(readFileSync(job, "utf8")));
  const tier = readTier();
  if (tier.kind !== "ready") throw new Error(tier.reasons.join("\n"));
  const deployment = new Deployment(tier, folder, answers);
  for (const stack of stacks) {
    await deployment.init(stack);
    if ((await deployment.plan(stack)) === "unchanged") {
      console.log(`unchanged ${stack.name}`);
      continue;
    }
    await deployment.apply(stack);
    console.log(`applied ${stack.name}`);
    await new Promise((goOn) => process.stdin.once("data", goOn));
  }
}

void deployAll(process.argv[2] ?? "").catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
