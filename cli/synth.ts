import { relative, resolve } from "node:path";
import type { Evidence } from "../audit";
import { environmentFolder, Staging } from "../output";
import { keepFrozen, recordNews } from "../lock";
import { EnvironmentWork, type Memory } from "./environment-work";
import { describeFindings, describeTotals } from "./findings";
import { loadAllEnvironments, loadEnvironments, type LoadedEnvironment } from "./load-environments";
import { refuseOrphans } from "./orphaned-locks";
import type { Outcome } from "./outcome";
import type { Progress, Step } from "./progress";
import { describeNews } from "./recorded-news";
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
  /** Whether what is new may be recorded in the locks; a frozen lock must say it already. */
  readonly lock: "record" | "frozen";
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
  /** What the lock learned, a line each. */
  readonly recorded: readonly string[];
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
  if (names.length === 0) refuseOrphans(workingFolder, loaded);
  const remember = request.lock === "frozen" ? keepFrozen : recordNews;
  const target = { out: resolve(workingFolder, request.out), cdktf: resolve(workingFolder, request.cdktfOut) };
  const staging = Staging.open(target, workingFolder);
  try {
    if (names.length > 0) staging.keepOthers(loaded.map(({ environment }) => environment.name));
    const works = loaded.map((entry) => ({ ...entry, work: workOn(entry, staging, { workingFolder, remember }) }));
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
        const { stacks, objects, evidence, remembered } = result;
        const summary = {
          name: environment.name,
          folder,
          stacks,
          objects,
          findings: evidence.totals,
          recorded: remembered.news,
        };
        return [{ summary, evidence }];
      }),
    );
  } finally {
    staging.discard();
  }
}

const workOn = (
  { environment, lock }: LoadedEnvironment,
  staging: Staging,
  memory: Pick<Memory, "workingFolder" | "remember">,
): EnvironmentWork => new EnvironmentWork(environment, staging, { ...memory, lock });

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

/** `bestek lock` prints all. */
const shownNews = 5;

const outcomeOf = (results: readonly Result[]): Outcome<Synthesis> => ({
  exitCode: results.some(({ evidence }) => evidence.totals.failed > 0) ? 1 : 0,
  data: { format: "bestek.synthesis/1", environments: results.map(({ summary }) => summary) },
  lines: results.flatMap(describe),
});

/** Stacks as they are; those of tenants in one row, because there are five of each. */
function stackRows(environment: string, stacks: SynthesizedEnvironment["stacks"]): readonly (readonly string[])[] {
  const first = `${environment}-tenant-`;
  const ofTenants = stacks.filter(({ name }) => name.startsWith(first));
  const resources = ofTenants.reduce((sum, stack) => sum + stack.resources, 0);
  return [
    ...stacks.filter(({ name }) => !name.startsWith(first)).map((stack) => [stack.name, String(stack.resources)]),
    ...(ofTenants.length === 0 ? [] : [[`${first}*, ${String(ofTenants.length)} stacks`, String(resources)]]),
  ];
}

const describe = ({ summary: { name, folder, stacks, objects, recorded }, evidence }: Result): readonly string[] => [
  `▸ ${name}`,
  ...indent([
    ...table([{ title: "stack" }, { title: "resources", align: "right" }], stackRows(name, stacks)),
    `${String(objects)} Kubernetes objects, plan and evidence in ${folder}`,
    ...describeNews(name, recorded, shownNews),
    ...describeFindings(evidence, shownFindings),
    describeTotals(evidence),
  ]),
];
