import type { Flow, HopPlan } from "../../../language";
import type { Finding, Findings } from "../../check";
import { numberAt } from "../../facts/json";
import { flowFindings } from "../zone-matrix/declared-paths";
import { strangers } from "./entrance";
import { passageFindings } from "./passage";
import type { World } from "./world";

type Edge = Extract<HopPlan, { kind: "edge" }>;

/** What is wrong with a network hop; undefined where it is judged in another world, or neither end is at the site. */
export function edgeFindings(world: World, hop: Edge): Findings | undefined {
  const { plan, tenant, facts } = world;
  const unknown = Object.keys(hop.flows).filter((id) => plan.flows[id] === undefined);
  if (Object.keys(hop.flows).length === unknown.length) {
    return tenant === undefined ? { failures: [noFlow(unknown[0])] } : undefined;
  }
  const flows = Object.keys(hop.flows).flatMap((id) => facts.plan.flows[id] ?? []);
  const judged = flows.flatMap((flow) => judge(world, flow, hop) ?? []);
  return judged.length === 0
    ? undefined
    : {
        failures: judged.flatMap(({ failures }) => failures),
        undecided: judged.flatMap(({ undecided = [] }) => undecided),
      };
}

function judge(world: World, flow: Flow, hop: Edge): Findings | undefined {
  const carried = flowFindings(flow, world.site);
  if (carried === undefined) return undefined;
  const passage = passageFindings(world, flow, hop.passage);
  return {
    failures: [
      ...carried.failures,
      ...passage.failures,
      ...standing(world, flow),
      ...strangers(world, flow, hop.entrance),
    ],
    undecided: [...(carried.undecided ?? []), ...(passage.undecided ?? [])],
  };
}

/** Pods of ours at both ends are more than none, here or at the site that serves meanwhile. */
function standing(world: World, { from, to }: Flow): readonly Finding[] {
  const { facts, site } = world;
  return [from, to].flatMap((party) => {
    if (party.kind !== "pods" || world.isElsewhere(party.id)) return [];
    const pods = world.podsOf(party.id).filter(({ origin }) => origin === "synthesized");
    const counted = pods.map(({ id }) => numberAt(facts.kubernetes[`${site.name}/${id}`]?.object, "spec", "replicas"));
    return pods.length > 0 && counted.every((replicas) => replicas === 0)
      ? [
          {
            where: `${party.id} spec.replicas`,
            value: 0,
            why: "leaves nobody at this end of the hop, at any site",
            wayOut: "plan a replica",
          },
        ]
      : [];
  });
}

const noFlow = (id: string | undefined): Finding => ({
  where: "flows",
  ...(id === undefined ? {} : { value: id }),
  why: "none of the plan carries this hop, so that the path breaks here",
  wayOut: "declare the connection with the service, or remove the hop",
});
