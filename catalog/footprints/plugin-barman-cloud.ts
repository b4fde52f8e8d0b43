import type { Footprint } from "../../language";
import { helmCharts, images } from "../components";
import { callsKubernetes, probedOn, resolvesNames, tcp } from "./connections";
import { chosenRequests } from "./requests";

/** Tells the operator how to archive; the archiving itself happens beside PostgreSQL, in `postgres/instance`. */
export const pluginBarmanCloud: Footprint = {
  component: "plugin-barman-cloud",
  title: "Barman Cloud plugin of CloudNativePG",
  namespace: "cnpg-system",
  zone: "mgmt",
  podSecurity: { level: "restricted" },
  chart: helmCharts.pluginBarmanCloud,
  pods: {
    plugin: {
      labels: {
        "app.kubernetes.io/name": "plugin-barman-cloud",
        "app.kubernetes.io/instance": "plugin-barman-cloud",
      },
      // Asked only while a database pod is made or changed; running databases archive without it.
      count: { kind: "fixed", count: 1 },
      ports: { grpc: tcp(9090) },
      ...chosenRequests(50, 128),
      volumes: 0,
      images: [images.barmanPlugin],
      reaches: [...resolvesNames, callsKubernetes("reads object stores and grants pods access to them")],
      receives: [probedOn(9090)],
    },
  },
};
