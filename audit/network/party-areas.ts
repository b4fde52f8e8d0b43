import type { Flow, Party } from "../../language";
import type { Area, SiteNetworks } from "./site-network";
import { portRange, unitePorts, type PortSet } from "./port-set";

/** A party that is no pod. */
export type Outsider = Exclude<Party["kind"], "pods" | "all-pods" | "cluster-dns">;

/** Where an outsider's addresses are: it is reached through any of `found`, and explains openings to all of `covered`. */
export interface Whereabouts {
  readonly found: readonly Area[];
  readonly covered: readonly Area[];
}

/**
 * Managed control planes, object stores and key services have addresses that the cloud chooses, public or private: a flow
 * to one of them explains an opening to every such address on its port. Where a site's networks are not known, any private
 * network counts as theirs. Clients' own addresses may arrive through a load balancer.
 */
export function whereabouts(outsider: Outsider, { nodes, loadBalancers }: SiteNetworks): Whereabouts {
  const exactly = (...found: Area[]): Whereabouts => ({ found, covered: found });
  switch (outsider) {
    case "internet":
      return exactly("public");
    case "load-balancers":
      return exactly("public", loadBalancers === undefined ? "private" : "load-balancers");
    case "nodes": {
      const area = nodes === undefined ? "private" : "nodes";
      return { found: [area], covered: [area, "own-node"] };
    }
    case "kubernetes-api":
      return { found: ["public", "nodes", "private"], covered: ["public", "nodes", "load-balancers", "private"] };
    case "object-storage":
    case "key-service":
      return exactly("public", "private");
  }
}

/** Ports of a flow as policies see them: behind the API server's Service on 443 clouds listen on 443 or 6443. */
export const portsOf = ({ to, port, protocol }: Pick<Flow, "to" | "port" | "protocol">): PortSet =>
  to.kind === "kubernetes-api" && port === 443
    ? unitePorts([portRange(protocol, 443), portRange(protocol, 6443)])
    : portRange(protocol, port);
