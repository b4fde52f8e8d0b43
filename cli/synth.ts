import { relative, resolve } from "node:path";
import { environmentFolder, Staging, type OutputFolders } from "../output";
import type { EnvironmentReport, SynthesizedEnvironment } from "./environment-report";
import { loadAllEnvironments, loadEnvironments, type LoadedEnvironment } from "./load-environments";
import type { LockUse } from "./lock-use";
import { refuseOrphans } from "./orphaned-locks";
import type { Outcome } from "./outcome";
import type { Processes } from "./processes";
import type { Progress, Step } from "./progress";
import { RefusedFiles, type RefusedFile } from "./refused-files";
import { inOtherProcesses, inThisProcess, type Synthesizer } from "./synthesizer";

export interface SynthRequest {
  readonly workingFolder: string;
  /** Environments to synthesize; none means all. */
  readonly environments: readonly string[];
  /** Folder of plans, charts and evidence. */
  readonly out: string;
  /** Folder that cdktf deploys from. */
  readonly cdktfOut: string;
  readonly progress: Progress;
  readonly lock: LockUse;
  /** Where there is more than one environment, each goes to one of them. */
  readonly processes: Processes;
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
  const target = { out: resolve(workingFolder, request.out), cdktf: resolve(workingFolder, request.cdktfOut) };
  const staging = Staging.open(target, workingFolder);
  const synthesizer = synthesizerFor(request, loaded, staging, target);
  try {
    if (names.length > 0) staging.keepOthers(loaded.map(({ environment }) => environment.name));
    const reports: EnvironmentReport[] = [];
    const refused: RefusedFile[] = [];
    const steps = loaded.map((entry): Step => ({
      title: entry.environment.name,
      run: async () => {
        const ended = await synthesizer.synthesize(entry);
        if (ended.kind === "refused") {
          refused.push({ file: entry.file, refusal: ended.refusal });
          return "refused";
        }
        staging.takePart(entry.environment.name, ended.files);
        reports.push(ended.report);
        return "done";
      },
    }));
    const commit: Step = {
      title: "output",
      run: () => {
        if (refused.length > 0) return "refused";
        staging.commit();
        return "done";
      },
    };
    await request.progress([...steps, commit]);
    if (refused.length > 0) throw new RefusedFiles(refused);
    return outcomeOf(reports);
  } finally {
    await synthesizer.stop();
    staging.discard();
  }
}

function synthesizerFor(
  { workingFolder, lock, processes }: SynthRequest,
  loaded: readonly LoadedEnvironment[],
  staging: Staging,
  target: OutputFolders,
): Synthesizer {
  const folderOf = (name: string): string => relative(workingFolder, environmentFolder(target.out, name));
  const way = { workingFolder, lock, staging, folderOf };
  return loaded.length > 1 && processes.most > 1 ? inOtherProcesses(way, loaded, processes) : inThisProcess(way);
}

const outcomeOf = (reports: readonly EnvironmentReport[]): Outcome<Synthesis> => ({
  exitCode: reports.some(({ summary }) => summary.findings.failed > 0) ? 1 : 0,
  data: { format: "bestek.synthesis/1", environments: reports.map(({ summary }) => summary) },
  lines: reports.flatMap(({ lines }) => lines),
});
