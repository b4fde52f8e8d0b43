import type { Environment } from "../environments/schema";
import { siteId } from "../environments/schema";
import { Refusal, type Mistake } from "../language";
import { planUpgrade, type Lock, type Remember, type Upgrade } from "../lock";
import { activeSite, sitesOf } from "../planning/placement";
import { describeUpgrade } from "./describe-upgrade";
import { lockOf } from "./lock-of";
import { loadEnvironments, type LoadedEnvironment } from "./load-environments";
import type { Outcome } from "./outcome";
import type { Progress } from "./progress";
import { rehearse } from "./rehearsal";
import { WrongUse } from "./wrong-use";

export interface UpgradeRequest {
  readonly workingFolder: string;
  readonly environment: string;
  /** Components whose versions may move; none means all. */
  readonly components: readonly string[];
  readonly kubernetes: Environment["kubernetes"] | undefined;
  readonly postgresql: Environment["postgresql"] | undefined;
  /** Say what would change, and record nothing. */
  readonly dryRun: boolean;
  readonly progress: Progress;
}

export interface Upgraded extends Pick<Upgrade, "steps" | "left" | "notes" | "definitions"> {
  readonly format: "bestek.upgraded/1";
  readonly environment: string;
  readonly recorded: boolean;
}

/** Moves the locked versions to those of the facts, the command line and this bestek's catalogue, or says why it can't. */
export async function upgrade(request: UpgradeRequest): Promise<Outcome<Upgraded>> {
  const { workingFolder, environment: name, components, dryRun, progress } = request;
  const [loaded] = await loadEnvironments(workingFolder, [name]);
  if (loaded === undefined) throw new Error(`environment "${name}" was found and lost`);
  const lock = lockOf(name, loaded);
  const target = { ...loaded, environment: withVersions(loaded, request) };
  let planned: Upgrade | undefined;
  const remember: Remember = (_, standing) => {
    planned = planUpgrade(lock, standing.versions, components);
    refuse(name, planned.mistakes);
    const news = dryRun ? [] : planned.steps.map((step) => `~ ${step.name} ${step.from} -> ${step.to}`);
    return { lock: planned.next, news };
  };
  await rehearse(workingFolder, [target], progress, remember);
  if (planned === undefined) throw new Error("nothing was synthesized");
  return outcome(request, planned, target.environment, lock);
}

function outcome(request: UpgradeRequest, planned: Upgrade, environment: Environment, lock: Lock): Outcome<Upgraded> {
  const { steps, left, notes, definitions } = planned;
  const unknown = request.components.filter(
    (component) => !steps.some((step) => step.component === component || step.name === component),
  );
  if (unknown.length > 0) {
    const names = [...new Set([...steps, ...left].map(({ component }) => component))].sort();
    throw new WrongUse(
      `nothing to upgrade of ${unknown.join(", ")}\n  ${names.length === 0 ? "every version is the locked one" : `other versions: ${names.join(", ")}`}`,
    );
  }
  const active = siteId(activeSite(environment));
  const sites = sitesOf(environment).map(siteId);
  // The site that nobody uses goes first: what breaks there breaks for nobody, and a failover never meets an older server.
  const order = [...sites.filter((site) => site !== active), active];
  return {
    exitCode: 0,
    data: {
      format: "bestek.upgraded/1",
      environment: environment.name,
      recorded: !request.dryRun && steps.length > 0,
      steps,
      left,
      notes,
      definitions,
    },
    lines: describeUpgrade(planned, {
      name: environment.name,
      mirror: environment.registry.mirror,
      stacks: lock.stacks,
      sites: order,
      dryRun: request.dryRun,
    }),
  };
}

function withVersions(
  { environment, file }: LoadedEnvironment,
  { kubernetes, postgresql }: UpgradeRequest,
): Environment {
  const { facts } = environment;
  const differs = (fact: string, written: string | undefined, wanted: string | undefined): readonly Mistake[] =>
    written === undefined || wanted === undefined || written === wanted
      ? []
      : [
          {
            where: `--${fact}`,
            value: wanted,
            why: `is not what the facts say: ${written}`,
            wayOut: `write ${fact}: "${wanted}" in ${file}, or leave the fact out and let the lock keep it`,
          },
        ];
  refuse(environment.name, [
    ...differs("kubernetes", facts.kubernetes, kubernetes),
    ...differs("postgresql", facts.postgresql, postgresql),
  ]);
  return Object.freeze({
    ...environment,
    kubernetes: kubernetes ?? environment.kubernetes,
    postgresql: postgresql ?? environment.postgresql,
  });
}

function refuse(environment: string, mistakes: readonly Mistake[]): void {
  if (mistakes.length > 0) throw new Refusal(`upgrading environment "${environment}"`, mistakes);
}
