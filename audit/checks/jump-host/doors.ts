import type { Finding, Pen, Verdict } from "../../check";
import type { Facts, KubernetesFact } from "../../facts";
import { textsAt } from "../../facts/json";
import { selects } from "../../network/label-selector";
import { routeProtocol, servicesBehind } from "../../network/routes";
import type { KnownPods, Site } from "../../network/site";
import { pluginNames, pluginsOf } from "../../workloads/kong-plugins";
import { Neighbours } from "../../workloads/neighbours";
import { isDoor } from "./entries";
import { guardFindings, unguardable } from "./guard";
import { pluginFindings } from "./plugins";

/** One verdict for each route that leads to a door, and one where there are several doors. */
export function judgeDoors(facts: Facts, site: Site, { sum, fail }: Pen): readonly Verdict[] {
  const { plan } = facts;
  const doors = site.pods.filter((pods) => isDoor(plan, pods));
  const neighbours = new Neighbours(facts);
  const [, second] = Object.entries(plan.podSets).filter(([, { door }]) => door !== undefined);
  return [
    ...(second === undefined
      ? []
      : [
          fail(`plan/door/${second[0]}`, {
            where: "plan podSets",
            value: second[0],
            why: "is a second door to management",
            wayOut: "lead through the one jump host, which writes down who passes",
          }),
        ]),
    ...doors.flatMap((door) =>
      routesTo(facts, site, door).flatMap(([object, route]) =>
        sum(object, {
          failures: route.kind === "HTTPRoute" ? routeFindings(route, neighbours) : unguardable(route.kind, door.sets),
        }),
      ),
    ),
  ];
}

/** Guards of a route are policies of Envoy's that name it, or plugins of Kong's that it names. */
const routeFindings = (route: KubernetesFact, neighbours: Neighbours): readonly Finding[] =>
  pluginNames(route) === undefined
    ? guardFindings(neighbours.naming(route, "SecurityPolicy"))
    : pluginFindings(pluginsOf(route, neighbours));

/** Routes of a site that some Service of the door stands behind. */
const routesTo = (
  { kubernetes }: Facts,
  { name: site }: Site,
  door: KnownPods,
): readonly (readonly [string, KubernetesFact])[] => {
  const services = new Set(
    Object.values(kubernetes)
      .filter((fact) => fact.site === site && fact.kind === "Service" && fact.namespace === door.namespace)
      .filter(({ object }) => selects({ matchLabels: textsAt(object, "spec", "selector") }, door.labels))
      .map(({ name }) => name),
  );
  return Object.entries(kubernetes).filter(
    ([, fact]) =>
      fact.site === site &&
      routeProtocol(fact.kind) !== undefined &&
      servicesBehind(fact).some(({ namespace, name }) => namespace === door.namespace && services.has(name)),
  );
};
