import type { Footprint } from "../../language";
import { helmCharts, images } from "../components";
import { acmeSolver } from "./acme-solver";
import { certgen } from "./certgen";
import { admits, callsKubernetes, probedOn, reachesPods, resolvesNames, tcp } from "./connections";
import { fromTheWorld, listenerPorts } from "./gateway-ports";
import { chosenRequests, publishedRequests } from "./requests";

/** Name of the Gateway and namespace of its proxies, which bear both as labels. */
const gateway = { name: "public", namespace: "envoy-gateway-system" } as const;

/**
 * The controller and the proxies it makes from the Gateway. A proxy's way to a service comes from the route that the
 * service exposes; only the way to the identity server is fixed.
 */
export const envoyGateway: Footprint = {
  component: "envoy-gateway",
  title: "Envoy Gateway",
  namespace: gateway.namespace,
  zone: "dmz",
  podSecurity: { level: "restricted" },
  chart: helmCharts.gatewayHelm,
  pods: {
    controller: {
      labels: {
        "control-plane": "envoy-gateway",
        "app.kubernetes.io/name": "gateway-helm",
        "app.kubernetes.io/instance": "envoy-gateway",
      },
      count: { kind: "fixed", count: 2 },
      ports: {
        grpc: tcp(18000),
        ratelimit: tcp(18001),
        wasm: tcp(18002),
        metrics: tcp(19001),
        webhook: tcp(9443),
        health: tcp(8081),
      },
      ...publishedRequests(100, 256, "gateway-helm 1.9.0, deployment.envoyGateway.resources", "2026-08-15"),
      volumes: 0,
      images: [images.envoyGateway],
      reaches: [
        ...resolvesNames,
        callsKubernetes("watches gateways and routes, makes the proxies"),
        {
          to: { kind: "internet" },
          port: 443,
          protocol: "TCP",
          because: "fetches the firewall's module from the registry mirror",
        },
      ],
      receives: [admits(9443, "API server has a new proxy told in which zone it runs"), probedOn(8081)],
    },
    proxy: {
      labels: {
        "gateway.envoyproxy.io/owning-gateway-name": gateway.name,
        "gateway.envoyproxy.io/owning-gateway-namespace": gateway.namespace,
        "app.kubernetes.io/name": "envoy",
        "app.kubernetes.io/component": "proxy",
        "app.kubernetes.io/managed-by": "envoy-gateway",
      },
      // One a zone: a lost zone leaves two.
      count: { kind: "fixed", count: 3 },
      ports: { ...listenerPorts, metrics: tcp(19001), shutdown: tcp(19002), readiness: tcp(19003) },
      // Two workers, each with a copy of the firewall's rules, on top of Envoy Gateway's own defaults (100m and 512Mi, 10m and
      // 32Mi for the shutdown manager). No figure of the module's need is published: to be replaced by a load test.
      ...chosenRequests(510, 1056),
      volumes: 0,
      images: [images.envoyProxy, images.envoyGateway, images.corazaFilter],
      reaches: [
        ...resolvesNames,
        reachesPods("envoy-gateway/controller", 18000, "is told its listeners, routes and certificates"),
        reachesPods("envoy-gateway/controller", 18002, "loads the firewall's module"),
        reachesPods("openbao/server", 8200, "leads operators and the runner, whom its route admits by their networks"),
        reachesPods("envoy-gateway/acme-solver", 8089, "hands an ACME challenge to the pod that answers it"),
        reachesPods("keycloak/server", 8443, "lets people sign in"),
        reachesPods("alloy/agent", 4317, "hands over traces of requests"),
      ],
      receives: [...fromTheWorld, probedOn(19002), probedOn(19003)],
    },
    "acme-solver": acmeSolver,
    certgen: certgen("writes the certificates between controller and proxies"),
  },
};
