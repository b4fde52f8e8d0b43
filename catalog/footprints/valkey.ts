import type { Footprint } from "../../language";
import { helmCharts, images } from "../components";
import { resolvesNames, tcp } from "./connections";
import { chosenRequests } from "./requests";

/**
 * One cache without a volume: what is in it may be lost, and is, when the pod moves. Chart 0.11.0 knows replicas but
 * no Sentinel, so a replica would not take over by itself. Probes run inside the container.
 */
export const valkey: Footprint = {
  component: "valkey",
  title: "Valkey",
  namespace: "cache",
  zone: "data",
  podSecurity: { level: "restricted" },
  chart: helmCharts.valkey,
  pods: {
    server: {
      labels: { "app.kubernetes.io/name": "valkey", "app.kubernetes.io/instance": "valkey" },
      count: { kind: "fixed", count: 1 },
      ports: { tcp: tcp(6379), metrics: tcp(9121) },
      ...chosenRequests(110, 288),
      volumes: 0,
      images: [images.valkey, images.redisExporter],
      reaches: [...resolvesNames],
      receives: [],
    },
  },
};
