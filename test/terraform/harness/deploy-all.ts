// Goes on with a deployment where an earlier process was killed: plans a stack and applies it where anything would change, then says so
// and waits to be told to go on. Of what stood before it plans again the last stack alone, or everything.
import { existsSync, readFileSync } from "node:fs";
import { z } from "zod";
import { answersSchema } from "./answers-schema";
import { Deployment } from "./deployment";
import { readTier, sampleStackSchema, type SampleStack } from "./tier";

const jobSchema = z.object({ folder: z.string(), stacks: z.array(sampleStackSchema), answers: answersSchema });

const scopeSchema = z.enum(["the-last", "everything"]);

/** What a resumed process plans again of that which already stands. */
export type Scope = z.output<typeof scopeSchema>;

async function deployAll(job: string, scope: Scope): Promise<void> {
  const { folder, stacks, answers } = jobSchema.parse(JSON.parse(readFileSync(job, "utf8")));
  const tier = readTier();
  if (tier.kind !== "ready") throw new Error(tier.reasons.join("\n"));
  const deployment = new Deployment(tier, folder, answers);
  for (const stack of stacks.slice(scope === "everything" ? 0 : lastStanding(deployment, stacks))) {
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

/** Where the last stack stands that any process applied; the first, where none did. */
const lastStanding = (deployment: Deployment, stacks: readonly SampleStack[]): number =>
  Math.max(0, stacks.map((stack) => existsSync(deployment.stateFile(stack))).lastIndexOf(true));

const [job = "", scope] = process.argv.slice(2);
void deployAll(job, scopeSchema.parse(scope)).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
