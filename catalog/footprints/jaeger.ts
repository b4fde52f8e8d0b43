import type { Footprint } from "../../language";
import { helmCharts, images } from "../components";
import { probedOn, resolvesNames, tcp } from "./connections";
import { chosenRequests } from "./requests";

/**
 * Traces of requests, for some days, on one server's own volume (Badger). What is lost with it is a help in searching and nobody's data.
 * Its pages know no sign-in, so that nobody reaches them but Grafana.
 */
export const jaeger: Footprint = {
  component: "jaeger",
  title: "Jaeger",
  namespace: "jaeger",
  zone: "mgmt",
  podSecurity: { level: "restricted" },
  chart: helmCharts.jaeger,
  pods: {
    server: {
      labels: {
        "app.kubernetes.io/name": "jaeger",
        "app.kubernetes.io/instance": "jaeger",
        "app.kubernetes.io/component": "all-in-one",
      },
      count: { kind: "fixed", count: 1 },
      ports: { "otlp-grpc": tcp(4317), "http-query": tcp(16686), health: tcp(13133), "internal-metrics": tcp(8888) },
      ...chosenRequests(200, 1024),
      volumes: 1,
      images: [images.jaeger],
      reaches: [...resolvesNames],
      receives: [probedOn(13133)],
    },
  },
};
