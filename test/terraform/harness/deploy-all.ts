// Goes on with a deployment where an earlier process was killed: plans a stack and applies it where anything would change, then says so
// and waits to be told to go on. What stood before it plans again, or leaves alone.
import { existsSync, readFileSync } from "node:fs";
import { z } from "zod";
import { answersSchema } from "./answers-schema";
import { Deployment } from "./deployment";
import { readTier, sampleStackSchema, type SampleStack } from "./tier";

const jobSchema = z.object({ folder: z.string(), stacks: z.array(sampleStackSchema), answers: answersSchema });

const scopeSchema = z.enum(["the-next", "everything"]);

/** What a resumed process plans again of that which already stands. */
export type Scope = z.output<typeof scopeSchema>;

async function deployAll(job: string, scope: Scope): Promise<void> {
  const { folder, stacks, answers } = jobSchema.parse(JSON.parse(readFileSync(job, "utf8")));
  const tier = readTier();
  if (tier.kind !== "ready") throw new Error(tier.reasons.join("\n"));
  const deployment = new Deployment(tier, folder, answers);
  for (const stack of stacks.slice(scope === "everything" ? 0 : standing(deployment, stacks))) {
    // Another process of the same run has initialised what stands.
    if (!existsSync(deployment.stateFile(stack))) await deployment.init(stack);
    if ((await deployment.plan(stack)) === "unchanged") {
      console.log(`unchanged ${stack.name}`);
      continue;
    }
    await deployment.apply(stack);
    console.log(`applied ${stack.name}`);
    await new Promise((goOn) => process.stdin.once("data", goOn));
  }
}

/** How many stacks stand, up to the last one that any process applied. */
const standing = (deployment: Deployment, stacks: readonly SampleStack[]): number =>
  stacks.map((stack) => existsSync(deployment.stateFile(stack))).lastIndexOf(true) + 1;

const [job = "", scope] = process.argv.slice(2);
void deployAll(job, scopeSchema.parse(scope)).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
