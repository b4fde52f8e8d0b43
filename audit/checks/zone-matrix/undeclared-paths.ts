import type { Finding, Pen, Verdict } from "../../check";
import type { Facts } from "../../facts";
import { isClosed, bothPorts, portRange, withoutPorts, writePorts, type PortSet } from "../../network/port-set";
import type { KnownPods, Site } from "../../network/site";
import { areas, type Area } from "../../network/site-network";
import { Declarations, isOurs } from "./declarations";

/** What listens on the clouds' metadata addresses: plain HTTP. */
const metadataPort = portRange("TCP", 80);

const areaNames: Readonly<Record<Area, string>> = {
  public: "public addresses",
  nodes: "the site's nodes",
  "own-node": "the pod's own node",
  "load-balancers": "the site's load balancers",
  private: "private addresses",
  metadata: "the cloud's metadata service, which hands out a node's credentials",
};

/** No connection is open that the plan does not declare: from pods, to pods, and across the cluster's edge. */
export function judgeUndeclaredPaths(facts: Facts, site: Site, pen: Pen): readonly Verdict[] {
  const declared = new Declarations(facts, site);
  const { focus } = site;
  const others = focus === undefined ? [] : site.pods.filter((pods) => !focus.has(pods));
  return (focus === undefined ? site.pods : [...focus]).flatMap((pods) => [
    ...(isOurs(pods) ? identity(pods, site, pen) : []),
    ...pen.sum(`${site.name}/paths/${pods.id}`, {
      failures: [
        ...site.pods.flatMap((receiver) => betweenPods(pods, receiver, site, declared)),
        ...others.flatMap((sender) => betweenPods(sender, pods, site, declared)),
        ...(isOurs(pods) ? [...outwards(pods, site, declared), ...inwards(pods, site, declared)] : []),
      ],
    }),
  ]);
}

/** Pods that no set of the plan names can be in no flow; pods of two sets have the flows of both. */
function identity({ id, sets, origin }: KnownPods, site: Site, { sum }: Pen): readonly Verdict[] {
  const where = origin === "declared" ? "footprint labels" : "pod labels";
  const failures: readonly Finding[] =
    sets.length === 1
      ? []
      : sets.length === 0
        ? [
            {
              where,
              value: id,
              why: "match no set of pods in the plan",
              wayOut: "plan these pods, or correct their labels",
            },
          ]
        : [
            {
              where,
              value: id,
              why: `match several sets of pods in the plan: ${sets.join(", ")}`,
              wayOut: "give each set labels that no other pods bear",
            },
          ];
  return sum(`${site.name}/pods/${id}`, { failures });
}

function betweenPods(
  from: KnownPods,
  to: KnownPods,
  { reachability }: Site,
  declared: Declarations,
): readonly Finding[] {
  if (!isOurs(from) && !isOurs(to)) return [];
  const open = reachability.between(from, to);
  // Most pairs are closed, and pairs grow with the square of the pods.
  if (isClosed(open)) return [];
  const extra = withoutPorts(open, declared.between(from, to));
  return isClosed(extra) ? [] : [undeclared(`${from.id} -> ${to.id}`, extra)];
}

const outwards = (from: KnownPods, site: Site, declared: Declarations): readonly Finding[] =>
  // Nobody listens at the address by which a node calls its own pods.
  areas
    .filter((area) => area !== "own-node")
    .flatMap((area) => {
      const open = withoutPorts(site.reachability.toAddresses(from, site.addresses[area]), declared.toArea(from, area));
      const real = area === "metadata" ? bothPorts(open, metadataPort) : open;
      return isClosed(real) ? [] : [undeclared(`${from.id} -> ${areaNames[area]}`, real)];
    });

const inwards = (to: KnownPods, site: Site, declared: Declarations): readonly Finding[] =>
  areas
    .filter((area) => area !== "metadata")
    .flatMap((area) => {
      const open = withoutPorts(site.reachability.fromAddresses(to, site.addresses[area]), declared.fromArea(area, to));
      return isClosed(open) ? [] : [undeclared(`${areaNames[area]} -> ${to.id}`, open)];
    });

const undeclared = (where: string, open: PortSet): Finding => ({
  where,
  value: writePorts(open),
  why: "is an undeclared path: the policies of both ends let it through, and no flow names it",
  wayOut: "narrow the policy, or declare the flow and let the zone matrix judge it",
});
