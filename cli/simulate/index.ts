import { resolve } from "node:path";
import {
  controlPlanePart,
  kwokPart,
  makePart,
  readWorlds,
  simulateSite,
  type PartSource,
  type SimulationParts,
  type SiteSimulation,
} from "../../simulation";
import { environmentFolder } from "../../output";
import { canonicalJson } from "../../output/canonical-json";
import type { Outcome } from "../outcome";
import { findInstallation } from "../package-root";
import type { Progress } from "../progress";
import { requireSynthesis, type SynthesisFolders } from "../read-synthesis";
import { replaceFile } from "../replace-file";
import { WrongUse } from "../wrong-use";
import { describeSimulation } from "./describe-simulation";
import { Stoppable } from "./stoppable";

export interface SimulateRequest extends SynthesisFolders {
  /** One site alone; absent: all of them. */
  readonly site?: string | undefined;
  /** File for the result; absent: `simulation.json` beside the plan. */
  readonly report?: string | undefined;
  /** Folder in which built programs are found again. */
  readonly cache: string;
  readonly progress: Progress;
}

export interface Simulation {
  readonly format: "bestek.simulation/1";
  readonly environment: string;
  /** Parts that could not be had, with the reason: then nothing was simulated. */
  readonly missing: readonly string[];
  readonly sites: readonly SiteSimulation[];
}

/**
 * Plays the plan's promises about room and failures on a real scheduler, from the files that were synthesized. However it ends, no program runs on
 * and no folder of it is left.
 */
export async function simulate(request: SimulateRequest): Promise<Outcome<Simulation>> {
  const { workingFolder, environment, out, cdktfOut, site, progress } = request;
  const output = requireSynthesis(request);
  const worlds = readWorlds({ terraform: resolve(workingFolder, cdktfOut), output, environment });
  const chosen = worlds.filter((world) => site === undefined || world.site === site);
  if (chosen.length === 0) {
    throw new WrongUse(
      `${environment} has no site "${site ?? ""}"\n  it has: ${worlds.map((world) => world.site).join(", ")}`,
    );
  }
  const sites: SiteSimulation[] = [];
  const missing: string[] = [];
  const had = new Map<keyof SimulationParts, string>();
  const { folder } = findInstallation();
  const work = new Stoppable();
  const part = (name: keyof SimulationParts, source: PartSource) => ({
    title: `${name} (minutes the first time)`,
    run: async () => {
      const found = await work.of((stopped) => makePart(source, request.cache, stopped));
      if (found.kind === "missing") missing.push(found.why);
      else had.set(name, found.folder);
      return found.kind === "missing" ? ("refused" as const) : ("done" as const);
    },
  });
  try {
    await progress([part("kubernetes", controlPlanePart(folder)), part("kwok", kwokPart(folder))]);
    const [kubernetes, kwok] = [had.get("kubernetes"), had.get("kwok")];
    if (kubernetes !== undefined && kwok !== undefined) {
      await progress(
        chosen.map((world) => ({
          title: `simulate ${environment} at ${world.site}`,
          run: async () => {
            sites.push(await work.of((stopped) => simulateSite({ kubernetes, kwok }, world, { stopped })));
            return "done" as const;
          },
        })),
      );
    }
  } finally {
    await work.stop();
  }
  const data: Simulation = { format: "bestek.simulation/1", environment, missing, sites };
  if (missing.length === 0) {
    const beside = resolve(environmentFolder(resolve(workingFolder, out), environment), "simulation.json");
    replaceFile(request.report === undefined ? beside : resolve(workingFolder, request.report), canonicalJson(data));
  }
  return { exitCode: exitCodeOf(data), data, lines: describeSimulation(data) };
}

function exitCodeOf({ missing, sites }: Simulation): Outcome["exitCode"] {
  if (missing.length > 0) return 3;
  const shown = sites.every(
    ({ scenarios }) => scenarios.length > 0 && scenarios.every(({ verdict }) => verdict !== "fails"),
  );
  return shown ? 0 : 1;
}
