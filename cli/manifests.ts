import { relative, resolve } from "node:path";
import { writeCharts } from "../charts";
import { Refusal } from "../language";
import { ManifestFolder } from "../output";
import { planDeployable } from "../planning";
import { loadAllEnvironments, loadEnvironments, type LoadedEnvironment } from "./load-environments";
import type { Outcome } from "./outcome";
import { RefusedFiles, type RefusedFile } from "./refused-files";

export interface ManifestsRequest {
  readonly workingFolder: string;
  /** Environments whose objects are wanted; none means all. */
  readonly environments: readonly string[];
  /** Folder that is replaced by the manifests. */
  readonly out: string;
}

export interface Manifests {
  readonly format: "bestek.manifests/1";
  readonly environments: readonly { readonly name: string; readonly folder: string; readonly objects: number }[];
}

/** Writes the Kubernetes objects alone, one file each: for `kubectl apply`, for Argo CD, and as the app of `cdk8s synth`. */
export async function manifests({
  workingFolder,
  environments: names,
  out,
}: ManifestsRequest): Promise<Outcome<Manifests>> {
  const loaded =
    names.length === 0 ? await loadAllEnvironments(workingFolder) : await loadEnvironments(workingFolder, names);
  const target = resolve(workingFolder, out);
  const folder = ManifestFolder.open(target, workingFolder);
  try {
    const written = loaded.map((entry) => write(entry, folder));
    const refused = written.flatMap((result) => ("refusal" in result ? [result] : []));
    if (refused.length > 0) throw new RefusedFiles(refused);
    folder.commit();
    const counted = written.flatMap((result) => ("refusal" in result ? [] : [result]));
    const environments = counted.map((result) => ({
      ...result,
      folder: relative(workingFolder, resolve(target, result.name)),
    }));
    return {
      exitCode: 0,
      data: { format: "bestek.manifests/1", environments },
      lines: environments.map(
        (entry) => `✔ ${entry.name}: ${String(entry.objects)} Kubernetes objects in ${entry.folder}`,
      ),
    };
  } finally {
    folder.discard();
  }
}

function write(
  { environment, file }: LoadedEnvironment,
  folder: ManifestFolder,
): RefusedFile | { readonly name: string; readonly objects: number } {
  const { name } = environment;
  try {
    const charts = writeCharts(environment, planDeployable(environment), folder.chartsFolder(name));
    for (const chart of charts) folder.add(name, chart);
    return { name, objects: charts.reduce((sum, { objects }) => sum + objects, 0) };
  } catch (error) {
    if (error instanceof Refusal) return { file, refusal: error };
    throw error;
  }
}
