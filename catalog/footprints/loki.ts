import type { Footprint } from "../../language";
import { helmCharts, images } from "../components";
import { probedOn, reachesPods, resolvesNames, tcp } from "./connections";
import { chosenRequests } from "./requests";

/**
 * Servers that take logs in and answer for them, each doing everything ("monolithic"). Expected values: the chart's own
 * gateway, caches, canary, ruler and sidecar are off; agents and Grafana speak to the servers themselves. How many there
 * are depends on the logs of a day, and on whether there is object storage for more than one to share.
 */
export const loki: Footprint = {
  component: "loki",
  title: "Loki",
  namespace: "loki",
  zone: "mgmt",
  podSecurity: { level: "restricted" },
  chart: helmCharts.loki,
  pods: {
    server: {
      labels: {
        "app.kubernetes.io/name": "loki",
        "app.kubernetes.io/instance": "loki",
        "app.kubernetes.io/component": "single-binary",
      },
      count: { kind: "planned", planPath: "logs.servers" },
      ports: { "http-metrics": tcp(3100), grpc: tcp(9095), "http-memberlist": tcp(7946) },
      ...chosenRequests(250, 1024),
      // What has not been stored yet, and an index to look things up in.
      volumes: 1,
      images: [images.loki],
      reaches: [
        ...resolvesNames,
        reachesPods("loki/server", 3100, "asks the server that compacts what is to be deleted"),
        reachesPods("loki/server", 9095, "hands streams to the servers that keep them, and asks them"),
        reachesPods("loki/server", 7946, "agrees with the other servers who keeps which streams"),
        { to: { kind: "object-storage" }, port: 443, protocol: "TCP", because: "stores logs and deletes old ones" },
      ],
      receives: [probedOn(3100)],
    },
  },
};
