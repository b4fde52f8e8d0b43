import type { Footprint } from "../../language";
import { helmCharts, images } from "../components";
import { acmeSolver } from "./acme-solver";
import { callsKubernetes, probedOn, reachesPods, resolvesNames, tcp } from "./connections";
import { fromTheWorld, listenerPorts } from "./gateway-ports";
import { chosenRequests } from "./requests";

/** Ports of a Kong pod besides those of its listeners: the data plane's state, and the controller's metrics and health. */
export const kongPorts = { status: 8100, controllerMetrics: 10255, controllerHealth: 10254 } as const;

/** Where a Kong pod asks its firewall, over its own loopback. */
export const firewallAddress = "http://127.0.0.1:8090";

/** Name of the plugin that asks it, and all others. */
export const guardName = "bestek-guard";

/**
 * Kong without a database. Each pod is a data plane, the controller that tells it its routes over the pod's own loopback, and the firewall that
 * it asks there; nobody outside the pod reaches its administration.
 */
export const kong: Footprint = {
  component: "kong",
  title: "Kong",
  namespace: "kong",
  zone: "dmz",
  podSecurity: { level: "restricted" },
  chart: helmCharts.kong,
  pods: {
    proxy: {
      labels: {
        "app.kubernetes.io/name": "kong",
        "app.kubernetes.io/component": "app",
        "app.kubernetes.io/instance": "kong",
      },
      account: "kong",
      // One a zone: a lost zone leaves two.
      count: { kind: "fixed", count: 3 },
      ports: {
        ...listenerPorts,
        status: tcp(kongPorts.status),
        cmetrics: tcp(kongPorts.controllerMetrics),
        cstatus: tcp(kongPorts.controllerHealth),
      },
      // Two workers of Kong (500m and 1 GiB), its controller (100m and 256 MiB), and the rules in the firewall (200m and 512 MiB). No
      // publisher states a need: to be replaced by a load test.
      ...chosenRequests(800, 1792),
      volumes: 0,
      images: [images.kong, images.kongController, images.corazaServer],
      reaches: [
        ...resolvesNames,
        callsKubernetes("watches gateways, routes and certificates"),
        reachesPods("openbao/server", 8200, "leads operators and the runner, whom its route admits by their networks"),
        reachesPods("kong/acme-solver", 8089, "hands an ACME challenge to the pod that answers it"),
      ],
      receives: [...fromTheWorld, probedOn(kongPorts.status), probedOn(kongPorts.controllerHealth)],
    },
    "acme-solver": acmeSolver,
  },
};
