import { relative, resolve } from "node:path";
import type { Evidence } from "../audit";
import { environmentFolder, Staging } from "../output";
import { EnvironmentWork } from "./environment-work";
import { describeFindings, describeTotals } from "./findings";
import { loadAllEnvironments, loadEnvironments, type LoadedEnvironment } from "./load-environments";
import type { Outcome } from "./outcome";
import type { Progress, Step } from "./progress";
import { RefusedFiles } from "./refused-files";
import { indent, table } from "./table";

export interface SynthRequest {
  readonly workingFolder: string;
  /** Environments to synthesize; none means all. */
  readonly environments: readonly string[];
  /** Folder of plans, charts and evidence. */
  readonly out: string;
  /** Folder that cdktf deploys from. */
  readonly cdktfOut: string;
  readonly progress: Progress;
}

export interface SynthesizedEnvironment {
  readonly name: string;
  /** Folder of its plan, charts and evidence, from the working folder. */
  readonly folder: string;
  /** Stacks in the order of their application. */
  readonly stacks: readonly { readonly name: string; readonly resources: number }[];
  /** Kubernetes objects in all its charts. */
  readonly objects: number;
  readonly findings: Evidence["totals"];
}

export interface Synthesis {
  readonly format: "bestek.synthesis/1";
  readonly environments: readonly SynthesizedEnvironment[];
}

/**
 * Writes environments as plans, Kubernetes objects and Terraform stacks, and audits what was written. The earlier output
 * stays untouched unless everything could be written; environments that were not asked for stay as they were.
 */
export async function synth(request: SynthRequest): Promise<Outcome<Synthesis>> {
  const { workingFolder, environments: names } = request;
  const loaded =
    names.length === 0 ? await loadAllEnvironments(workingFolder) : await loadEnvironments(workingFolder, names);
  const target = { out: resolve(workingFolder, request.out), cdktf: resolve(workingFolder, request.cdktfOut) };
  const staging = Staging.open(target, workingFolder);
  try {
    if (names.length > 0) staging.keepOthers(loaded.map(({ environment }) => environment.name));
    const works = loaded.map((entry) => ({ ...entry, work: new EnvironmentWork(entry.environment, staging) }));
    const commit: Step = {
      title: "output",
      run: () => {
        if (works.some(({ work }) => work.refusal !== undefined)) return "refused";
        staging.commit();
        return "done";
      },
    };
    await request.progress([...works.map(({ work }) => work.step), commit]);
    refuseTogether(works);
    return outcomeOf(
      works.flatMap(({ environment, work: { result } }) => {
        if (result === undefined) return [];
        const folder = relative(workingFolder, environmentFolder(target.out, environment.name));
        const { stacks, objects, evidence } = result;
        const summary = { name: environment.name, folder, stacks, objects, findings: evidence.totals };
        return [{ summary, evidence }];
      }),
    );
  } finally {
    staging.discard();
  }
}

function refuseTogether(works: readonly (LoadedEnvironment & { readonly work: EnvironmentWork })[]): void {
  const refused = works.flatMap(({ file, work: { refusal } }) => (refusal === undefined ? [] : [{ file, refusal }]));
  if (refused.length > 0) throw new RefusedFiles(refused);
}

/** Of each check; `bestek audit` prints all. */
const shownFindings = 3;

interface Result {
  readonly summary: SynthesizedEnvironment;
  readonly evidence: Evidence;
}

const outcomeOf = (results: readonly Result[]): Outcome<Synthesis> => ({
  exitCode: results.some(({ evidence }) => evidence.totals.failed > 0) ? 1 : 0,
  data: { format: "bestek.synthesis/1", environments: results.map(({ summary }) => summary) },
  lines: results.flatMap(describe),
});

const describe = ({ summary: { name, folder, stacks, objects }, evidence }: Result): readonly string[] => [
  `▸ ${name}`,
  ...indent([
    ...table(
      [{ title: "stack" }, { title: "resources", align: "right" }],
      stacks.map((stack) => [stack.name, String(stack.resources)]),
    ),
    `${String(objects)} Kubernetes objects, plan and evidence in ${folder}`,
    ...describeFindings(evidence, shownFindings),
    describeTotals(evidence),
  ]),
];
