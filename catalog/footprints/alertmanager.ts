import type { FootprintPod } from "../../language";
import { images } from "../components";
import { probedOn, reachesPods, resolvesNames, tcp, udp } from "./connections";
import { chosenRequests } from "./requests";

/**
 * Made by the Prometheus operator from the chart's Alertmanager resource. Where alerts go is a fact of the environment, from which
 * planning derives the flows out of the platform.
 */
export const alertmanager: FootprintPod = {
  labels: {
    "app.kubernetes.io/name": "alertmanager",
    alertmanager: "kube-prometheus-stack-alertmanager",
  },
  account: "kube-prometheus-stack-alertmanager",
  count: { kind: "fixed", count: 3 },
  ports: {
    "http-web": tcp(9093),
    "reloader-web": tcp(8080),
    "mesh-tcp": tcp(9094),
    "mesh-udp": udp(9094),
  },
  ...chosenRequests(20, 96),
  volumes: 1,
  images: [images.alertmanager, images.prometheusConfigReloader],
  reaches: [
    ...resolvesNames,
    reachesPods("kube-prometheus-stack/alertmanager", 9094, "agrees with its peers who has notified whom"),
    {
      to: { kind: "pods", id: "kube-prometheus-stack/alertmanager" },
      port: 9094,
      protocol: "UDP",
      because: "agrees with its peers who has notified whom",
    },
  ],
  receives: [probedOn(9093)],
};
