import { canonicalJson, replaceFiles } from "../output";
import { lockPath, recordMove } from "../lock";
import { lockOf } from "./lock-of";
import { loadEnvironments } from "./load-environments";
import type { Outcome } from "./outcome";

export interface MoveCommand {
  readonly workingFolder: string;
  readonly environment: string;
  /** `<stack>:<address>` */
  readonly from: string;
  readonly to: string;
  readonly by: string;
  /** ISO 8601. */
  readonly on: string;
}

export interface Moved {
  readonly format: "bestek.moved/1";
  readonly from: string;
  readonly to: string;
}

/** Records that a resource is called otherwise from now on; the next synthesis tells Terraform. */
export async function move({ workingFolder, environment, ...request }: MoveCommand): Promise<Outcome<Moved>> {
  const [loaded] = await loadEnvironments(workingFolder, [environment]);
  const next = recordMove(lockOf(environment, loaded), request);
  replaceFiles(workingFolder, { [lockPath(environment)]: canonicalJson(next) });
  const { from, to } = request;
  return {
    exitCode: 0,
    data: { format: "bestek.moved/1", from, to },
    lines: [
      `✔ ${from}`,
      `  is ${to} from now on`,
      `Next: bestek synth ${environment} writes the moved block; bestek review ${environment} shows that nothing is destroyed.`,
    ],
  };
}
