import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { writtenStacks, type WrittenStack } from "../output";
import { headline, reviewMarkdown } from "../reports";
import { isRefused, readPlan, reviewPlans, type Approvals, type ReadPlan, type Planner, type Review } from "../review";
import { readLock } from "./locked-environments";
import type { Outcome } from "./outcome";
import { replaceFile } from "./replace-file";
import { findTerraform, TerraformPlanner } from "./terraform";
import { WrongUse } from "./wrong-use";

export interface ReviewRequest {
  readonly workingFolder: string;
  readonly environment: string;
  /** Folder that cdktf deploys from. */
  readonly cdktfOut: string;
  /** Folder of `<stack>.json`, each the output of `terraform show -json`. Default: plan now. */
  readonly plans: string | undefined;
  /** File for the Markdown. Default: standard output. */
  readonly markdown: string | undefined;
  readonly approve: Approvals["given"];
  /** ISO 8601. */
  readonly today: string;
  readonly variables: Readonly<Record<string, string | undefined>>;
}

/** Plans all stacks and says what applying them would do; exit code 1 where anything stateful is lost without an approval. */
export async function review(request: ReviewRequest): Promise<Outcome<Review>> {
  const { workingFolder, environment, approve, today } = request;
  const stacks = stacksOf(resolve(workingFolder, request.cdktfOut), request);
  const lock = readLock(workingFolder, environment);
  const data = await reviewPlans({
    environment,
    stacks,
    plan: plannerFor(request, stacks),
    stateful: lock?.stateful ?? {},
    approvals: { recorded: lock?.approvals ?? [], given: approve, today },
  });
  const text = reviewMarkdown(data);
  if (request.markdown !== undefined) replaceFile(resolve(workingFolder, request.markdown), text);
  const refused = isRefused(data);
  return {
    exitCode: refused ? 1 : 0,
    data,
    lines: [
      ...(request.markdown === undefined ? [text.trimEnd(), ""] : []),
      `${refused ? "✖" : "✔"} ${environment}: ${headline(data)}`,
      ...(refused ? wayOut(data, environment) : []),
    ],
  };
}

const wayOut = ({ losses, stacks }: Review, environment: string): readonly string[] => [
  ...losses
    .filter(({ approved }) => approved === undefined)
    .map(
      ({ id }) =>
        `  → put it back, record its move or its retirement, or: bestek review ${environment} --approve ${id} --by <who> --because <why>`,
    ),
  ...stacks.flatMap((stack) => (stack.kind === "failed" ? [`  → ${stack.name}: ${stack.why}`] : [])),
];

function stacksOf(cdktf: string, { environment, cdktfOut }: ReviewRequest): readonly WrittenStack[] {
  const stacks = existsSync(join(cdktf, "manifest.json")) ? writtenStacks(cdktf, environment) : [];
  if (stacks.length > 0) return stacks;
  throw new WrongUse(
    `${cdktfOut} holds no stack of environment "${environment}"\n  write it first: bestek synth ${environment}`,
  );
}

function plannerFor(request: ReviewRequest, stacks: readonly WrittenStack[]): Planner {
  const { plans, workingFolder, variables } = request;
  if (plans !== undefined) {
    const folder = resolve(workingFolder, plans);
    return ({ name }) => Promise.resolve(planIn(folder, name));
  }
  const terraform = new TerraformPlanner(findTerraform(variables), variables);
  return ({ name }) => terraform.plan(stacks.find((stack) => stack.name === name)?.folder ?? name);
}

function planIn(folder: string, name: string): ReadPlan {
  const file = join(folder, `${name}.json`);
  if (!existsSync(file)) return { kind: "failed", why: `the folder of plans has no ${name}.json` };
  const read = readPlan(readFileSync(file, "utf8"));
  return read.kind === "failed" ? { kind: "failed", why: `${name}.json ${read.why}` } : read;
}
