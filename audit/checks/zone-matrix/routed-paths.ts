import type { Finding, Pen, Verdict } from "../../check";
import type { Facts } from "../../facts";
import { textAt, type Json } from "../../facts/json";
import { hasPort } from "../../network/port-set";
import { endsOf, type End } from "../../network/route-ends";
import { routeProtocol, servicesBehind } from "../../network/routes";
import type { KnownPods, Site } from "../../network/site";

/** True for pods that serve a Gateway: Envoy Gateway labels each of its proxies, and Kong's are those of its release. */
const isProxy = ({ labels }: KnownPods): boolean =>
  Object.hasOwn(labels, "gateway.envoyproxy.io/owning-gateway-name") ||
  (labels["app.kubernetes.io/name"] === "kong" && labels["app.kubernetes.io/component"] === "app");

/** Where a route leads, the gateway's proxies can go: a route that policies cut off answers nobody, and nothing else shows it. */
export function judgeRoutedPaths({ kubernetes }: Facts, site: Site, { sum }: Pen): readonly Verdict[] {
  const proxies = site.pods.filter(isProxy);
  return Object.entries(kubernetes).flatMap(([object, route]) => {
    const protocol = routeProtocol(route.kind);
    if (protocol === undefined || route.site !== site.name) return [];
    const ways = servicesBehind(route).map((behind) => ({ ref: behind.ref, ends: endsOf(behind, kubernetes, site) }));
    return sum(object, {
      failures: ways.flatMap(({ ref, ends }) => cutOff(ends, protocol, ref, proxies, site)),
      undecided: ways.flatMap(({ ref, ends }) => (ends === "unknown" ? [nobodySays(ref)] : [])),
    });
  });
}

function cutOff(
  ends: readonly End[] | "unknown",
  protocol: "TCP" | "UDP",
  ref: Json,
  proxies: readonly KnownPods[],
  { reachability }: Site,
): readonly Finding[] {
  const where = `backendRefs: ${textAt(ref, "name") ?? ""}`;
  if (ends === "unknown") return [];
  if (ends.length === 0) {
    return [
      {
        where,
        why: "leads to no pods that any file shows or declares",
        wayOut: "name a Service whose pods the plan knows, by a port that they listen on",
      },
    ];
  }
  return proxies.flatMap((proxy) =>
    ends
      .filter(({ pods, port }) => port === undefined || !hasPort(reachability.between(proxy, pods), protocol, port))
      .map(({ pods, port }) => ({
        where,
        value: port ?? null,
        why: `leads to ${pods.id}, where no policy lets ${proxy.id} in`,
        wayOut: "declare the flow, or remove the route",
      })),
  );
}

const nobodySays = (ref: Json): Finding => ({
  where: `backendRefs: ${textAt(ref, "name") ?? ""}`,
  why: "leads to pods of which no file says where they listen",
  wayOut: "declare their ports in the component's footprint",
});
