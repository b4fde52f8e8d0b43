import type { Finding, Pen, Verdict } from "../../check";
import type { Facts } from "../../facts";
import { at, listAt, numberAt, textAt, textsAt, type Json } from "../../facts/json";
import { selects } from "../../network/label-selector";
import { hasPort } from "../../network/port-set";
import { routeProtocol, servicesBehind, type RoutedService } from "../../network/routes";
import type { KnownPods, Site } from "../../network/site";
import { targetOf } from "../../network/terraform-services";

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

/** Pods behind one reference of a route, each with the port that it listens on there. */
interface End {
  readonly pods: KnownPods;
  readonly port: number | undefined;
}

/** Unknown where a third party makes the Service, and nobody declares where its pods listen. */
function endsOf(
  { namespace, name, ref }: RoutedService,
  kubernetes: Facts["kubernetes"],
  { name: site, pods }: Site,
): readonly End[] | "unknown" {
  const port = numberAt(ref, "port");
  const inNamespace = pods.filter((candidate) => candidate.namespace === namespace);
  const service = kubernetes[`${site}/${namespace}/Service/${name}`]?.object;
  if (service === undefined) {
    // A Service that a third party's chart makes: its pods are declared with their ports.
    if (inNamespace.some(({ origin, ports }) => origin === "declared" && ports.length === 0)) return "unknown";
    return inNamespace
      .filter(({ ports }) => ports.some((open) => open.port === port))
      .map((found) => ({ pods: found, port }));
  }
  const entry = listAt(service, "spec", "ports").find((candidate) => numberAt(candidate, "port") === port);
  const target = targetOf(at(entry, "targetPort") ?? at(entry, "port"));
  return inNamespace
    .filter(({ labels }) => selects({ matchLabels: textsAt(service, "spec", "selector") }, labels))
    .map((found) => ({
      pods: found,
      port: typeof target === "string" ? found.ports.find(({ name }) => name === target)?.port : target,
    }));
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
