import type { Environment } from "../environments/schema";
import type { Refusal } from "../language";
import type { FileBeside, StagingPart } from "../output";
import { reportOn, type EnvironmentReport } from "./environment-report";
import { EnvironmentWork, type Memory } from "./environment-work";

/** What came of one environment; all else is thrown. */
export type Ended =
  | { readonly kind: "written"; readonly report: EnvironmentReport; readonly files: readonly FileBeside[] }
  | { readonly kind: "refused"; readonly refusal: Refusal };

/**
 * Synthesizes one environment in this process, into a part that nothing was written to.
 * @param folder Where its output will stand, from the working folder.
 */
export function synthesizeEnvironment(
  environment: Environment,
  staging: StagingPart,
  memory: Memory,
  folder: string,
): Ended {
  const work = new EnvironmentWork(environment, staging, memory);
  work.run();
  if (work.refusal !== undefined) return { kind: "refused", refusal: work.refusal };
  if (work.result === undefined) throw new Error(`environment "${environment.name}" was neither written nor refused`);
  return { kind: "written", report: reportOn(environment.name, folder, work.result), files: staging.files };
}
