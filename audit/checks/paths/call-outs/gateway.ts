import type { GatewayCallOut, HopPlan } from "../../../../language";
import type { Finding } from "../../../check";
import { objectsOfKind } from "../../../facts/of-kind";
import { isBehindKong, isKongs, pluginNames } from "../../../workloads/kong-plugins";
import { firewallFindings } from "../../edge/firewall";
import { kongGatewayFindings } from "../../edge/kong";
import type { RouteTo } from "../routes";
import type { World } from "../world";
import { envoyFindings } from "./envoy";
import { kongFindings } from "./kong";

/** Every route that leads to the pods asks, and nothing else of the gateway leads there. */
export function gatewayFindings(
  world: World,
  asks: GatewayCallOut,
  beside: Readonly<Record<string, HopPlan>>,
): readonly Finding[] {
  const ports = portsInto(world, asks.before, beside);
  const routes = world.routesTo(asks.before).filter(({ port }) => port !== undefined && ports.has(port));
  const web = routes.filter(({ route }) => route.kind === "HTTPRoute");
  return [
    ...(web.length === 0 ? [nowhere(asks.before)] : []),
    ...routes.filter(({ route }) => route.kind !== "HTTPRoute").map(past),
    ...(asks.kind === "firewall" ? inspected(world) : []),
    ...web.flatMap((route) => routeFindings(world, route, asks)),
  ];
}

/** Ports on which the path's own edges enter the pods. */
const portsInto = ({ plan }: World, podSet: string, beside: Readonly<Record<string, HopPlan>>): ReadonlySet<number> =>
  new Set(
    Object.values(beside).flatMap((hop) =>
      hop.kind !== "edge"
        ? []
        : Object.keys(hop.flows).flatMap((id) => {
            const flow = plan.flows[id];
            return flow?.to.kind === "pods" && flow.to.id === podSet ? [flow.port] : [];
          }),
    ),
  );

function routeFindings(world: World, { route }: RouteTo, asks: GatewayCallOut): readonly Finding[] {
  const named = (findings: readonly Finding[]): readonly Finding[] =>
    findings.map((finding) => ({ ...finding, where: `HTTPRoute ${route.name}, ${finding.where}` }));
  const behindKong = pluginNames(route) !== undefined || isBehindKong(route, world.platformNeighbours);
  return named(behindKong ? kongFindings(world, route, asks.kind) : envoyFindings(world, route, asks.kind));
}

/** The firewall stands in the proxies themselves, before any route. */
function inspected({ platform, platformNeighbours: neighbours, site }: World): readonly Finding[] {
  const gateways = objectsOfKind(platform, "Gateway").flatMap(([, fact]) => (fact.site === site.name ? [fact] : []));
  return gateways.flatMap((gateway) =>
    isKongs(gateway, neighbours)
      ? kongGatewayFindings(gateway, platform)
      : firewallFindings(neighbours.naming(gateway, "EnvoyExtensionPolicy")),
  );
}

const nowhere = (podSet: string): Finding => ({
  where: podSet,
  why: "has no route of the web that leads there, so that nobody is asked before it",
  wayOut: "add the route, or remove the hop",
});

const past = ({ route }: RouteTo): Finding => ({
  where: `${route.kind} ${route.name}`,
  why: "leads to the same port past everything that is asked of a request",
  wayOut: "remove it, or lead it to a port of its own",
});
