import { resolve, join } from "node:path";
import { kindsToRead, kubernetesDrift, terraformDrift, together, type Drift, type Facts } from "../../audit";
import { at } from "../../audit/facts/json";
import { stacksFolder } from "../../output";
import type { Outcome } from "../outcome";
import { readSynthesis, type SynthesisFolders } from "../read-synthesis";
import type { RunTool } from "../run-tool";
import { findTerraform } from "../terraform";
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
  /** Those of the invocation: they say which Terraform is asked. */
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly run: RunTool;
}

export interface DriftReport extends Drift {
  readonly format: "bestek.drift/1";
  readonly environment: string;
  /** True where a plan was made with stand-ins: the report is no evidence. */
  readonly standIn: boolean;
}

/** What runs otherwise than the files say. Changes nothing; what can't be read is unknown, and never as it should be. */
export async function drift(request: DriftRequest): Promise<Outcome<DriftReport>> {
  const facts = readSynthesis(request);
  const plans = request.only === "kubernetes" ? [] : await readPlans(request, facts);
  const found = together([
    ...plans.map(({ stack, plan }) =>
      plan.kind === "read" ? terraformDrift(facts, stack, plan.json) : missing(stack, plan.why),
    ),
    ...(request.only === "terraform" ? [] : await kubernetesSide(request, facts)),
  ]);
  const standIn = plans.some(({ plan }) => plan.kind === "read" && at(plan.json, "standIn") === true);
  const data: DriftReport = { format: "bestek.drift/1", environment: request.environment, standIn, ...found };
  const exitCode = found.differences.length + found.unknown.length > 0 ? 1 : 0;
  return { exitCode, data, lines: describeDrift(data, foreignCharts(facts)) };
}

interface StackPlan {
  readonly stack: string;
  readonly plan: Read;
}

async function readPlans(request: DriftRequest, facts: Facts): Promise<readonly StackPlan[]> {
  const planOf = planner(request);
  const read: StackPlan[] = [];
  for (const stack of [...new Set(Object.values(facts.terraform).map(({ stack: name }) => name))].sort()) {
    read.push({ stack, plan: await planOf(stack) });
  }
  return read;
}

function planner({ workingFolder, cdktfOut, plans, run, variables }: DriftRequest): (stack: string) => Promise<Read> {
  if (plans !== undefined) {
    const folder = resolve(workingFolder, plans);
    return (stack) => Promise.resolve(planFrom(folder, stack));
  }
  const terraform = findTerraform(variables);
  return (stack) => refreshOnlyPlan(run, terraform, join(stacksFolder(resolve(workingFolder, cdktfOut)), stack));
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
