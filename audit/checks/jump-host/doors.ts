import type { Pen, Verdict } from "../../check";
import type { Facts, KubernetesFact } from "../../facts";
import { listAt, textAt, textsAt } from "../../facts/json";
import type { KnownPods, Site } from "../../network/site";
import { selects } from "../../network/label-selector";
import { Neighbours } from "../../workloads/neighbours";
import { isDoor } from "./entries";
import { guardFindings, unguardable } from "./guard";

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
          failures:
            route.kind === "HTTPRoute"
              ? guardFindings(policiesOf(route, neighbours))
              : unguardable(route.kind, door.sets),
        }),
      ),
    ),
  ];
}

const routeKinds = ["HTTPRoute", "GRPCRoute", "TCPRoute", "TLSRoute", "UDPRoute"];

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
      routeKinds.includes(fact.kind) &&
      listAt(fact.object, "spec", "rules")
        .flatMap((rule) => listAt(rule, "backendRefs"))
        .some(
          (backend) =>
            (textAt(backend, "namespace") ?? fact.namespace) === door.namespace &&
            services.has(textAt(backend, "name") ?? ""),
        ),
  );
};

const policiesOf = (route: KubernetesFact, neighbours: Neighbours): readonly KubernetesFact[] =>
  neighbours
    .of(route.site, route.namespace ?? "", "SecurityPolicy")
    .filter(({ object }) =>
      listAt(object, "spec", "targetRefs").some(
        (target) => textAt(target, "kind") === route.kind && textAt(target, "name") === route.name,
      ),
    );
