import type { Footprint } from "../../language";
import { helmCharts, images } from "../components";
import { callsKubernetes, resolvesNames } from "./connections";
import { chosenRequests } from "./requests";

/** The definitions of the Gateway API, for a gateway whose chart brings none: those of Envoy Gateway's chart, which runs nothing of it. */
export const gatewayDefinitions: Footprint = {
  component: "gateway-definitions",
  title: "Definitions of the Gateway API",
  namespace: "gateway-definitions",
  zone: "mgmt",
  podSecurity: { level: "restricted" },
  chart: helmCharts.gatewayHelm,
  pods: {
    certgen: {
      labels: { app: "certgen" },
      // A job before installation and upgrade; counted for good because there must be room for it each time.
      count: { kind: "fixed", count: 1 },
      ports: {},
      ...chosenRequests(10, 32),
      volumes: 0,
      images: [images.envoyGateway],
      reaches: [...resolvesNames, callsKubernetes("writes the certificates of a controller that does not run")],
      receives: [],
    },
  },
};
