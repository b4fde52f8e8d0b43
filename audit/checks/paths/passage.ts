import { proxyPort } from "../../../catalog";
import type { Flow, Passage } from "../../../language";
import type { Finding, Findings } from "../../check";
import type { KubernetesFact } from "../../facts";
import { listAt, numberAt, textsAt } from "../../facts/json";
import { objectsOfKind } from "../../facts/of-kind";
import { selects } from "../../network/label-selector";
import type { World } from "./world";

/** What should carry a hop beside the network, and is not there. */
export function passageFindings(world: World, { to, port }: Flow, passage: Passage): Findings {
  if (to.kind !== "pods") return { failures: [] };
  switch (passage) {
    case "load-balancer":
      return { failures: listens(world, port) ? [] : [noListener(port)] };
    case "route":
      return {
        failures: world.routesTo(to.id).some((route) => route.port === port)
          ? []
          : [missing(to.id, port, "no route leads there", "add the route, or remove the hop")],
      };
    case "call":
      return serviceFindings(world, to.id, port);
  }
}

/** A gateway's proxies listen there for what comes from outside. */
function listens({ platform, site }: World, port: number): boolean {
  const here = (kind: string): readonly KubernetesFact[] =>
    objectsOfKind(platform, kind).flatMap(([, fact]) => (fact.site === site.name ? [fact] : []));
  const listeners = here("Gateway").flatMap(({ object }) => listAt(object, "spec", "listeners"));
  // Kong's ports beside the web's are named by what leads on from them.
  const streams = here("TCPIngress").flatMap(({ object }) => listAt(object, "spec", "rules"));
  return [...listeners, ...streams].some((entry) => {
    const listened = numberAt(entry, "port");
    return listened !== undefined && proxyPort(listened) === port;
  });
}

const noListener = (port: number): Finding => ({
  where: "Gateway spec.listeners",
  value: port,
  why: "is a port of the proxies to which no listener leads",
  wayOut: "add the listener, or remove the hop",
});

/** Some Service leads there, where the pods are ours; a third party's chart makes its own. */
function serviceFindings(world: World, podSet: string, port: number): Findings {
  const { facts, platform, site } = world;
  const ours = world.podsOf(podSet).filter(({ origin }) => origin === "synthesized");
  const found = ours.every((pods) =>
    [facts, platform].some((part) =>
      objectsOfKind(part, "Service").some(
        ([, { site: at, namespace, object }]) =>
          at === site.name &&
          namespace === pods.namespace &&
          selects({ matchLabels: textsAt(object, "spec", "selector") }, pods.labels) &&
          listAt(object, "spec", "ports").some((entry) => numberAt(entry, "port") === port),
      ),
    ),
  );
  return {
    failures: found ? [] : [missing(podSet, port, "no Service leads there", "add the Service, or remove the hop")],
  };
}

const missing = (podSet: string, port: number, why: string, wayOut: string): Finding => ({
  where: `${podSet} port ${String(port)}`,
  why: `is where the path goes on, and ${why}`,
  wayOut,
});
