import type { Footprint } from "../../language";
import { helmCharts } from "../components";
import { certgen } from "./certgen";

/** The definitions of the Gateway API, for a gateway whose chart brings none: those of Envoy Gateway's chart, which runs nothing of it. */
export const gatewayDefinitions: Footprint = {
  component: "gateway-definitions",
  title: "Definitions of the Gateway API",
  namespace: "gateway-definitions",
  zone: "mgmt",
  podSecurity: { level: "restricted" },
  chart: helmCharts.gatewayHelm,
  pods: {
    certgen: certgen("writes the certificates of a controller that does not run"),
  },
};
