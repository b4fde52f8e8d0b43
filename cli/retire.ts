import type { Environment } from "../environments/schema";
import { siteId } from "../environments/schema";
import { forget, lockPath, retire as recordRetirement, retirementSteps, type Lock, type RetireRequest } from "../lock";
import { canonicalJson, replaceFiles } from "../output";
import { activeSite } from "../planning/placement";
import { runbook } from "../reports";
import { lockOf } from "./lock-of";
import { loadEnvironments } from "./load-environments";
import type { Outcome } from "./outcome";
import { indent } from "./table";

export interface RetireCommand extends Omit<RetireRequest, "by"> {
  readonly workingFolder: string;
  readonly environment: string;
  /** Absent only where a retirement is forgotten. */
  readonly by: string | undefined;
  /** Take the record away, so that the id can be used again. */
  readonly forget: boolean;
}

export interface Retired {
  readonly format: "bestek.retired/1";
  readonly kind: RetireRequest["kind"];
  readonly id: string;
  /** Locked copies, each with the day from which it may be deleted. */
  readonly copies: Lock["retired"]["tenant"][string]["copies"];
  /** Day from which the id can be used again; absent once it is forgotten. */
  readonly until?: string;
  /** From the working folder. */
  readonly runbook?: string;
}

/** Records that a tenant, a service, a site, a stack or a single thing may go, and writes how, step by step. */
export async function retire(command: RetireCommand): Promise<Outcome<Retired>> {
  const { workingFolder, environment } = command;
  const [loaded] = await loadEnvironments(workingFolder, [environment]);
  const lock = lockOf(environment, loaded);
  if (loaded === undefined) throw new Error(`environment "${environment}" was found and lost`);
  if (command.forget) return forgotten(lock, command);
  const request = { kind: command.kind, id: command.id, by: command.by ?? "", on: command.on };
  return recorded(lock, request, loaded.environment, workingFolder);
}

function forgotten(lock: Lock, { workingFolder, environment, kind, id, on }: RetireCommand): Outcome<Retired> {
  const next = forget(lock, { kind, id, on });
  replaceFiles(workingFolder, { [lockPath(environment)]: canonicalJson(next) });
  return {
    exitCode: 0,
    data: { format: "bestek.retired/1", kind, id, copies: [] },
    lines: [`✔ ${kind} ${id} can be used again`],
  };
}

function recorded(
  lock: Lock,
  request: RetireRequest,
  environment: Environment,
  workingFolder: string,
): Outcome<Retired> {
  const { kind, id, by, on } = request;
  const departure = recordRetirement(lock, request, {
    activeSite: siteId(activeSite(environment)),
    tenancy: environment.tenancy.kind,
  });
  const page = `environments/${environment.name}.retired/${kind}-${id.replaceAll(/[^\w.-]+/g, "-")}.md`;
  const steps = retirementSteps(lock, request, departure);
  const intro = `Decided by ${by} on ${on}. Every command runs where the environment is deployed from.`;
  replaceFiles(workingFolder, {
    [lockPath(environment.name)]: canonicalJson(departure.lock),
    [page]: runbook(`Retiring ${kind} ${id} of ${environment.name}`, intro, steps),
  });
  const { copies, until } = departure.retirement;
  return {
    exitCode: 0,
    data: { format: "bestek.retired/1", kind, id, copies, until, runbook: page },
    lines: [
      `✔ ${kind} ${id} may go: recorded in ${lockPath(environment.name)}`,
      `  ${String(Object.keys(departure.departing).length)} stateful things leave with it; how, step by step: ${page}`,
      ...(copies.length === 0
        ? ["No locked copy is recorded."]
        : [
            "Locked copies that nobody can delete before:",
            ...indent(copies.map((copy) => `${copy.until}  ${copy.what}`)),
            `The id ${id} can't be used again before ${until}.`,
          ]),
    ],
  };
}
