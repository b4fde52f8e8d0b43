import type { Footprint } from "../../language";
import { helmCharts, images } from "../components";
import { admits, callsKubernetes, probedOn, reachesPods, resolvesNames, tcp } from "./connections";
import { chosenRequests } from "./requests";

/** The operator; the databases it makes are the footprint `postgres`. */
export const cloudnativePg: Footprint = {
  component: "cloudnative-pg",
  title: "CloudNativePG",
  namespace: "cnpg-system",
  zone: "mgmt",
  podSecurity: { level: "restricted" },
  chart: helmCharts.cloudnativePg,
  pods: {
    operator: {
      labels: {
        "app.kubernetes.io/name": "cloudnative-pg",
        "app.kubernetes.io/instance": "cloudnative-pg",
      },
      count: { kind: "fixed", count: 2 },
      ports: { metrics: tcp(8080), "webhook-server": tcp(9443) },
      ...chosenRequests(100, 256),
      volumes: 0,
      images: [images.cloudnativePg],
      reaches: [
        ...resolvesNames,
        callsKubernetes("watches database clusters, makes their pods"),
        reachesPods("postgres/instance", 8000, "asks each instance for its state and hands it its duties"),
        reachesPods("postgres/instance", 5432, "opens databases as its own sample policy provides"),
        reachesPods("plugin-barman-cloud/plugin", 9090, "asks the plugin how archiving changes a pod"),
      ],
      receives: [admits(9443, "API server has database clusters completed and checked"), probedOn(9443)],
    },
  },
};
