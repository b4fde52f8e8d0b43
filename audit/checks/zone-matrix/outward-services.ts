import type { Finding, Pen, Verdict } from "../../check";
import type { Facts } from "../../facts";
import { siteOfStack } from "../../facts/stack-name";
import { at, listAt, textAt, textsAt } from "../../facts/json";
import { selects } from "../../network/label-selector";
import { hasPort } from "../../network/port-set";
import type { Site } from "../../network/site";
import { isOutward, targetOf, terraformService, type OutwardService } from "../../network/terraform-services";
import { Declarations } from "./declarations";

/** A Service that faces outwards needs a flow from the load balancers or the internet to every port behind it. */
export function judgeOutwardServices(facts: Facts, site: Site, { sum }: Pen): readonly Verdict[] {
  const declared = new Declarations(facts, site);
  return servicesOf(facts, site).flatMap(([object, service]) =>
    sum(object, { failures: exposures(service, site, declared) }),
  );
}

const servicesOf = (facts: Facts, { name: site }: Site): readonly (readonly [string, OutwardService])[] => [
  ...Object.entries(facts.kubernetes)
    .filter(([, { kind, object, ...fact }]) => fact.site === site && kind === "Service" && facesOutwards(object))
    .map(([id, { namespace = "default", object }]): readonly [string, OutwardService] => [
      id,
      {
        namespace,
        selector: textsAt(object, "spec", "selector"),
        ports: listAt(object, "spec", "ports").map((port) => ({
          protocol: textAt(port, "protocol") === "UDP" ? "UDP" : "TCP",
          target: targetOf(at(port, "targetPort") ?? at(port, "port")),
        })),
      },
    ]),
  ...Object.entries(facts.terraform)
    .filter(([, { stack }]) => siteOfStack(stack, [site]) !== undefined)
    .flatMap(([id, fact]) => {
      const service = terraformService(fact);
      return service === undefined ? [] : [[id, service] as const];
    }),
];

const facesOutwards = (service: Facts["kubernetes"][string]["object"]): boolean =>
  isOutward(textAt(service, "spec", "type"), listAt(service, "spec", "externalIPs").length > 0);

function exposures(service: OutwardService, site: Site, declared: Declarations): readonly Finding[] {
  // A Service without a selector has its endpoints written by somebody else.
  if (Object.keys(service.selector).length === 0) return [];
  const behind = site.pods.filter(
    ({ namespace, labels }) => namespace === service.namespace && selects({ matchLabels: service.selector }, labels),
  );
  if (behind.length === 0) {
    return [
      {
        where: "spec.selector",
        value: service.selector,
        why: "selects no pods that any file shows or declares, so that nobody knows what the world reaches",
        wayOut: "select pods by the labels of their set in the plan",
      },
    ];
  }
  return behind.flatMap((receiver) =>
    service.ports.flatMap(({ protocol, target }, index) => {
      const port = typeof target === "string" ? receiver.ports.find(({ name }) => name === target)?.port : target;
      const isDeclared =
        port !== undefined &&
        (["load-balancers", "public", "private"] as const).some((area) =>
          hasPort(declared.fromArea(area, receiver), protocol, port),
        );
      return isDeclared
        ? []
        : [
            {
              where: `spec.ports.${String(index)}`,
              value: target ?? null,
              why: `shows ${receiver.id} to the outside, and no flow from load balancers or the internet says so`,
              wayOut: "make it a ClusterIP behind the gateway, or declare the flow",
            },
          ];
    }),
  );
}
