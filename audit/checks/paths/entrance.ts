import type { Entrance, Flow } from "../../../language";
import type { Finding } from "../../check";
import { hasPort, isClosed } from "../../network/port-set";
import type { KnownPods } from "../../network/site";
import { areas } from "../../network/site-network";
import { invitedTo, type Invited } from "./invitations";
import type { Entrant, World } from "./world";

/** Whoever reaches the end of a hop, and comes neither by a hop nor as one of those that are named beside it. */
export function strangers(
  world: World,
  flow: Flow,
  entrance: Entrance<Readonly<Record<string, string>>>,
): readonly Finding[] {
  const { to, port } = flow;
  if (to.kind !== "pods") return [];
  const allowed = invitedTo(world.plan, world.site.networks, flow, entrance.kind);
  return entrantsOf(world, to.id, flow)
    .filter((entrant) => !isAllowed(entrant, allowed))
    .map((entrant) => ({
      where: `${to.id} port ${String(port)}`,
      value: entrant.kind === "pods" ? entrant.pods.id : entrant.area,
      why: "gets there past the hops before",
      wayOut:
        entrance.kind === "hops-alone"
          ? "narrow the policy, or name it beside the hop with the reason"
          : "narrow the policy, or declare the flow",
    }));
}

/** Computed once for each end: many paths lead to the same database. */
function entrantsOf(world: World, podSet: string, { port, protocol }: Flow): readonly Entrant[] {
  const key = `${podSet}:${String(port)}`;
  const known = world.entrants.get(key);
  if (known !== undefined) return known;
  const { site } = world;
  const found = world.podsOf(podSet).flatMap((receiver): readonly Entrant[] => [
    ...sendersTo(world, receiver)
      // Most are kept out at the door, whatever their own policies say.
      .filter((sender) => !isClosed(site.reachability.entering(sender, receiver)))
      .filter((sender) => hasPort(site.reachability.between(sender, receiver), protocol, port))
      .map((pods) => ({ kind: "pods", pods }) as const),
    ...areas
      .filter((area) => area !== "metadata")
      .filter((area) => hasPort(site.reachability.fromAddresses(receiver, site.addresses[area]), protocol, port))
      .map((area) => ({ kind: "area", area }) as const),
  ]);
  world.entrants.set(key, found);
  return found;
}

/** A tenant is asked about itself, and about what the platform lets it reach; what the platform's own pods reach is asked once. */
const sendersTo = ({ site }: World, receiver: KnownPods): readonly KnownPods[] =>
  site.focus === undefined || site.focus.has(receiver) ? site.pods : [...site.focus];

function isAllowed(entrant: Entrant, { sets, areas: open }: Invited): boolean {
  switch (entrant.kind) {
    case "pods":
      return entrant.pods.sets.some((set) => sets.has(set));
    case "area":
      return open.has(entrant.area);
  }
}
