import type { Footprint } from "../../language";
import { helmCharts, images } from "../components";
import { callsKubernetes, probedOn, reachesPods, resolvesNames, tcp } from "./connections";
import { nodeWatchers } from "./node-watchers";
import { chosenRequests } from "./requests";

/**
 * One agent a node that reads the log files of the node's pods, and takes traces from whoever makes some. Through the API server it could do so without the
 * node's file system, at the price of every line of the cluster passing the control plane: see the decision on logs.
 */
export const alloy: Footprint = {
  component: "alloy",
  title: "Grafana Alloy",
  ...nodeWatchers,
  chart: helmCharts.alloy,
  pods: {
    agent: {
      labels: { "app.kubernetes.io/name": "alloy", "app.kubernetes.io/instance": "alloy" },
      account: "alloy",
      count: { kind: "per-node" },
      priorityClass: "system-node-critical",
      ports: { "http-metrics": tcp(12345), "otlp-grpc": tcp(4317) },
      ...chosenRequests(50, 192),
      volumes: 0,
      images: [images.alloy],
      reaches: [
        ...resolvesNames,
        callsKubernetes("learns which pods run on its node, and whose they are"),
        reachesPods("loki/server", 3100, "delivers logs"),
        reachesPods("jaeger/server", 4317, "delivers traces"),
      ],
      receives: [probedOn(12345)],
    },
  },
};
