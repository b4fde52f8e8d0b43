import type { Entrance, Flow, Party } from "../../../language";
import type { PlanFacts } from "../../facts";
import { grouped } from "../../grouped";
import { whereabouts } from "../../network/party-areas";
import type { Area, SiteNetworks } from "../../network/site-network";
import { oncePerObject } from "../../once-per-object";

/** Pods and parts of the world that may enter somewhere. */
export interface Invited {
  readonly sets: ReadonlySet<string>;
  readonly areas: ReadonlySet<Area>;
}

/** Who the plan lets in at one port of a set of pods: by any flow, and by hops of paths and those that are named beside them. */
interface Invitation {
  readonly flows: readonly Flow[];
  readonly hops: readonly Flow[];
  readonly others: readonly string[];
}

/** Where a flow ends, as text. */
const endOf = ({ to, port }: Pick<Flow, "to" | "port">): string =>
  to.kind === "pods" ? `${to.id}:${String(port)}` : "";

/** All invitations of a plan, found once: there are as many questions as tenants have hops. */
const invitations = oncePerObject(({ flows, paths = {} }: PlanFacts): ReadonlyMap<string, Invitation> => {
  const edges = Object.values(paths).flatMap(({ hops }) =>
    Object.values(hops).flatMap((hop) => {
      if (hop.kind !== "edge") return [];
      const others = hop.entrance.kind === "hops-alone" ? Object.keys(hop.entrance.others) : [];
      return Object.keys(hop.flows).flatMap((id) => {
        const flow = flows[id];
        return flow === undefined ? [] : [{ flow, others }];
      });
    }),
  );
  const byEnd = grouped(edges, ({ flow }) => endOf(flow));
  return new Map(
    [...grouped(Object.values(flows), endOf)].map(([end, there]) => {
      const leading = byEnd.get(end) ?? [];
      return [
        end,
        { flows: there, hops: leading.map(({ flow }) => flow), others: leading.flatMap(({ others }) => others) },
      ];
    }),
  );
});

/** Where hops alone lead somewhere, they are those of every path; elsewhere every flow that the plan declares. Kubelets may always ask. */
export function invitedTo(
  plan: PlanFacts,
  networks: SiteNetworks,
  end: Pick<Flow, "to" | "port">,
  kind: Entrance<unknown>["kind"],
): Invited {
  const { flows, hops, others } = invitations(plan).get(endOf(end)) ?? { flows: [], hops: [], others: [] };
  const probes = flows.filter(({ by }) => by === "kubelet");
  const parties = (kind === "credentials" ? flows : [...hops, ...probes]).map(({ from }) => from);
  return {
    sets: new Set([
      ...parties.flatMap((party) => (party.kind === "pods" ? [party.id] : [])),
      ...(kind === "credentials" ? [] : others),
    ]),
    areas: new Set(parties.flatMap((party) => areasOf(party, networks))),
  };
}

function areasOf(party: Party, networks: SiteNetworks): readonly Area[] {
  switch (party.kind) {
    case "pods":
    case "all-pods":
    case "cluster-dns":
      return [];
    case "internet":
    case "load-balancers":
    case "nodes":
    case "kubernetes-api":
    case "object-storage":
    case "key-service":
      return whereabouts(party.kind, networks).covered;
  }
}
