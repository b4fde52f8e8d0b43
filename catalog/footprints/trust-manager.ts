import type { Footprint } from "../../language";
import { helmCharts, images } from "../components";
import { admits, callsKubernetes, probedOn, resolvesNames, tcp } from "./connections";
import { chosenRequests } from "./requests";

/** Spreads the internal authority's certificate as config maps; its webhook certificate comes from cert-manager. */
export const trustManager: Footprint = {
  component: "trust-manager",
  title: "trust-manager",
  namespace: "cert-manager",
  zone: "mgmt",
  podSecurity: { level: "restricted" },
  chart: helmCharts.trustManager,
  pods: {
    controller: {
      labels: { app: "trust-manager" },
      count: { kind: "fixed", count: 2 },
      ports: { webhook: tcp(6443), metrics: tcp(9402), readiness: tcp(6060) },
      ...chosenRequests(20, 64),
      volumes: 0,
      images: [images.trustManager, images.trustPackage],
      reaches: [...resolvesNames, callsKubernetes("writes bundles into every namespace")],
      receives: [admits(6443, "API server has bundles checked"), probedOn(6060)],
    },
  },
};
