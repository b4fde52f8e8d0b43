import { standingExceptions } from "../../../catalog";
import type { Zone } from "../../../language";
import type { Finding, Pen, Verdict } from "../../check";
import type { Facts } from "../../facts";
import { isClosed, portRange, unitePorts, withoutPorts, writePorts, type PortSet } from "../../network/port-set";
import type { KnownPods, Site } from "../../network/site";
import type { Area } from "../../network/site-network";
import { isOurs } from "../zone-matrix/declarations";

/** Whence nobody may come at all; from the nodes come probes and the API server's questions, which exceptions name. */
const outside: Readonly<Partial<Record<Area, string>>> = {
  public: "public addresses",
  "load-balancers": "the site's load balancers",
  private: "private addresses",
};

/** One verdict for each set of pods in management: who may open connections to it. Beside a tenant, that tenant's pods alone are asked. */
export function judgeEntries({ plan }: Pick<Facts, "plan">, site: Site, { sum }: Pen): readonly Verdict[] {
  const zoneOf = ({ namespace }: KnownPods): Zone | undefined => plan.namespaces[namespace]?.zone;
  const inside = site.pods.filter((pods) => isOurs(pods) && zoneOf(pods) === "mgmt");
  const callers = (site.focus === undefined ? site.pods : [...site.focus]).filter(
    (pods) => zoneOf(pods) !== "mgmt" && !isDoor(plan, pods),
  );
  const verdicts = inside.flatMap((to) =>
    sum(`${site.name}/management/${to.id}`, {
      failures: [
        ...callers.flatMap((from) => {
          const open = withoutPorts(site.reachability.between(from, to), excepted(zoneOf(from) ?? "services"));
          return isClosed(open) ? [] : [entered(from.id, open)];
        }),
        ...(site.focus === undefined ? fromOutside(to, site) : []),
      ],
    }),
  );
  // Of a tenant only what is wrong is worth a line: the others say what holds.
  return site.focus === undefined ? verdicts : verdicts.filter(({ outcome }) => outcome !== "pass");
}

/** True for pods that are the plan's door to management, and nothing else. */
export const isDoor = ({ podSets }: Facts["plan"], { sets }: KnownPods): boolean =>
  sets.length === 1 && sets.every((id) => podSets[id]?.door !== undefined);

/** Ports of management that the matrix' standing exceptions open to a zone. */
const excepted = (zone: Zone): PortSet =>
  unitePorts(
    standingExceptions
      .filter(({ from, to }) => from.includes(zone) && to.includes("mgmt"))
      .flatMap(({ ports }) => (ports === "any" ? [] : ports.map((port) => portRange("TCP", port)))),
  );

const fromOutside = (to: KnownPods, { reachability, addresses }: Site): readonly Finding[] =>
  Object.entries(addresses).flatMap(([area, block]) => {
    const name = Object.entries(outside).find(([known]) => known === area)?.[1];
    if (name === undefined) return [];
    const open = reachability.fromAddresses(to, block);
    return isClosed(open) ? [] : [entered(name, open)];
  });

const entered = (who: string, open: PortSet): Finding => ({
  where: `ingress from ${who}`,
  value: writePorts(open),
  why: "leads into management past the jump host",
  wayOut: "close it, or lead people through the jump host",
});
