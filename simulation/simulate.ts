import type { Cluster } from "./cluster/cluster";
import { installation } from "./scenarios/installation";
import { nodeLossAtPeak, peak } from "./scenarios/peak";
import { rollingUpgrade } from "./scenarios/rolling-upgrade";
import type { Scenario } from "./scenarios/scenario";
import { zoneLoss } from "./scenarios/zone-loss";
import { withCluster, type SimulationParts } from "./simulated-cluster";
import type { SiteWorld } from "./world/world";

/** What the simulation of one site showed. */
export interface SiteSimulation {
  readonly site: string;
  /** Empty where nobody says what nodes the site has: then nothing is known. */
  readonly scenarios: readonly Scenario[];
}

export interface SimulationOptions {
  readonly stopped?: AbortSignal;
  /** Hears of each scenario that begins. */
  readonly started?: (title: string) => void;
}

/**
 * Plays every scenario at one site, each from where the one before left everything in its place.
 *
 * @throws Error once `stopped` says so; nothing is left behind.
 */
export async function simulateSite(
  parts: SimulationParts,
  world: SiteWorld,
  { stopped, started = () => undefined }: SimulationOptions = {},
): Promise<SiteSimulation> {
  if (world.nodes.length === 0) return { site: world.site, scenarios: [] };
  const play = async (cluster: Cluster): Promise<SiteSimulation> => {
    const scenarios: Scenario[] = [];
    for (const [title, scenario] of scenariosOf(world)) {
      started(title);
      scenarios.push(await scenario(cluster));
      // Where not even the plan finds its place, everything else says the same again.
      if (scenarios[0]?.verdict === "fails") break;
    }
    return { site: world.site, scenarios };
  };
  return withCluster(parts, world, play, stopped);
}

type Play = readonly [title: string, play: (cluster: Cluster) => Promise<Scenario>];

function scenariosOf({ nodes }: SiteWorld): readonly Play[] {
  const zones = [...new Set(nodes.map(({ zone }) => zone))];
  const losses = zones.length < 2 ? [] : zones;
  return [
    ["installation", installation],
    ...losses.map((zone): Play => [`loss of ${zone}`, (cluster) => zoneLoss(cluster, zone)]),
    ["rolling upgrade", rollingUpgrade],
    ["peak", peak],
    ["loss of a node at the peak", nodeLossAtPeak],
  ];
}
