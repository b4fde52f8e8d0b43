import { resolve, join } from "node:path";
import { kindsToRead, kubernetesDrift, terraformDrift, together, type Drift, type Facts } from "../../audit";
import { stacksFolder } from "../../output";
import type { Outcome } from "../outcome";
import { readSynthesis, type SynthesisFolders } from "../read-synthesis";
import type { RunTool } from "../run-tool";
import { describeDrift } from "./describe-drift";
import { liveFrom, liveOf } from "./read-live";
import { planFrom, refreshOnlyPlan, unread, type Read } from "./read-plans";

/** Halves of a comparison. */
export const sides = ["terraform", "kubernetes"] as const;
export type Side = (typeof sides)[number];

export { toolRunner } from "../run-tool";

export interface DriftRequest extends SynthesisFolders {
  readonly only?: Side | undefined;
  /** Folder of plans that somebody made; absent: Terraform is asked. */
  readonly plans?: string | undefined;
  /** Folder of objects that somebody read; absent: kubectl is asked. */
  readonly live?: string | undefined;
  /** Context of kubectl by site. */
  readonly contexts: Readonly<Record<string, string>>;
  /** `terraform` or `tofu`. */
  readonly terraform: string;
  readonly run: RunTool;
}

export interface DriftReport extends Drift {
  readonly format: "bestek.drift/1";
  readonly environment: string;
}

/** What runs otherwise than the files say. Changes nothing; what can't be read is unknown, and never as it should be. */
export async function drift(request: DriftRequest): Promise<Outcome<DriftReport>> {
  const facts = readSynthesis(request);
  const found = together([
    ...(request.only === "kubernetes" ? [] : await terraformSide(request, facts)),
    ...(request.only === "terraform" ? [] : await kubernetesSide(request, facts)),
  ]);
  const data: DriftReport = { format: "bestek.drift/1", environment: request.environment, ...found };
  const exitCode = found.differences.length + found.unknown.length > 0 ? 1 : 0;
  return { exitCode, data, lines: describeDrift(data, foreignCharts(facts)) };
}

async function terraformSide(request: DriftRequest, facts: Facts): Promise<readonly Drift[]> {
  const stacks = [...new Set(Object.values(facts.terraform).map(({ stack }) => stack))].sort();
  const drifts: Drift[] = [];
  for (const stack of stacks) {
    const plan = await planOf(request, stack);
    drifts.push(plan.kind === "read" ? terraformDrift(facts, stack, plan.json) : missing(stack, plan.why));
  }
  return drifts;
}

function planOf({ workingFolder, cdktfOut, plans, run, terraform }: DriftRequest, stack: string): Promise<Read> {
  return plans === undefined
    ? refreshOnlyPlan(run, terraform, join(stacksFolder(resolve(workingFolder, cdktfOut)), stack))
    : Promise.resolve(planFrom(resolve(workingFolder, plans), stack));
}

async function kubernetesSide(request: DriftRequest, facts: Facts): Promise<readonly Drift[]> {
  const sites = Object.keys(facts.plan.sites).sort();
  const drifts: Drift[] = [];
  for (const site of sites) {
    const read = await liveAt(request, facts, site);
    const unreadable = read.flatMap((one) => (one.kind === "unread" ? [one.why] : []));
    const live = read.flatMap((one) => (one.kind === "read" ? [one.json] : []));
    drifts.push(unreadable[0] === undefined ? kubernetesDrift(facts, site, live) : missing(site, unreadable[0]));
  }
  return drifts;
}

async function liveAt(
  { workingFolder, live, contexts, run }: DriftRequest,
  facts: Facts,
  site: string,
): Promise<readonly Read[]> {
  if (live !== undefined) return liveFrom(resolve(workingFolder, live), site);
  const context = contexts[site];
  return [
    context === undefined
      ? unread(`no context of kubectl is named for it: --context ${site}=<context>`)
      : await liveOf(run, context, kindsToRead(facts, site)),
  ];
}

const missing = (what: string, why: string): Drift => ({
  compared: 0,
  differences: [],
  ignored: [],
  unknown: [{ what, why }],
});

/** Charts whose objects no file shows: there is nothing to compare them with. */
const foreignCharts = ({ releases }: Facts): number =>
  Object.values(releases).filter(({ carried }) => carried === undefined).length;
