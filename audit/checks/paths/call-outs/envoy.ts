import type { GatewayCallOut } from "../../../../language";
import type { Finding } from "../../../check";
import type { KubernetesFact } from "../../../facts";
import { objectsOfKind } from "../../../facts/of-kind";
import { callFindings, orderFindings, signsIn, tokenFindings } from "../../edge/authorization";
import { breakerFindings, rateFindings } from "../../edge/traffic";
import type { World } from "../world";

/** What a route of Envoy's lacks of one thing that should be asked before it. */
export function envoyFindings(world: World, route: KubernetesFact, kind: GatewayCallOut["kind"]): readonly Finding[] {
  const guards = world.neighbours.naming(route, "SecurityPolicy").filter(signsIn);
  const traffic = world.neighbours.naming(route, "BackendTrafficPolicy");
  switch (kind) {
    case "firewall":
      return [];
    case "rate-limit":
      return traffic.length === 0 ? [unbounded] : traffic.flatMap(({ object }) => rateFindings(object));
    case "circuit-breaker":
      return traffic.length === 0 ? [unbounded] : traffic.flatMap(({ object }) => breakerFindings(object));
    case "sign-in":
      return guards.length === 0 ? [unguarded] : [];
    case "token":
      return guards.length === 0 ? [unguarded] : guards.flatMap(tokenFindings);
    case "authorization":
      return guards.length === 0 ? [unguarded] : [...guards.flatMap(callFindings), ...outOfOrder(world, guards)];
  }
}

const unbounded: Finding = {
  where: "kind BackendTrafficPolicy",
  why: "none names this route, so that nothing limits what passes",
  wayOut: "add one with a rate limit and a circuit breaker",
};

const unguarded: Finding = {
  where: "kind SecurityPolicy",
  why: "none that signs people in names this route, so that anybody passes",
  wayOut: "add one, or remove the route",
};

const outOfOrder = ({ platform, site }: World, guards: readonly KubernetesFact[]): readonly Finding[] =>
  objectsOfKind(platform, "EnvoyProxy").flatMap(([, proxy]) =>
    proxy.site === site.name ? orderFindings(proxy, guards) : [],
  );
