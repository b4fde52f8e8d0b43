import { unknownPaths, type ChartFile } from "./releases-chart-files";
import type { Tree } from "./releases-synthesis";

/** Maps whose members a chart hands on without naming them all in its defaults. */
export const handedOn: Readonly<Record<string, readonly string[]>> = {
  // The chart prints the whole map as the container's resources.
  "gateway-helm": ["deployment.envoyGateway.resources"],
  // Printed whole as the container's resources.
  cni: ["resources"],
  istiod: ["resources"],
  ztunnel: ["resources"],
  // Printed whole as the containers' resources, of which the chart bounds memory alone.
  gatekeeper: ["controllerManager.resources", "audit.resources"],
  // Printed whole as the Deployment's strategy and its pods' context.
  jaeger: ["jaeger.strategy", "jaeger.podSecurityContext"],
  "kube-prometheus-stack": [
    // Printed whole as Alertmanager's own configuration file.
    "alertmanager.config",
    // Sections and settings of Grafana's own configuration file, printed one by one.
    "grafana.grafana.ini",
    // Printed whole as the contexts of pod and container.
    "prometheus-node-exporter.securityContext",
    "prometheus-node-exporter.containerSecurityContext",
  ],
};

/** Each member becomes a variable of Kong or of its controller; printed whole as the pods' context; and read by its templates alone. */
const handedOnByKong = ["env", "ingressController.env", "securityContext", "fullnameOverride"];

const letOff: Readonly<Record<string, readonly string[]>> = { ...handedOn, kong: handedOnByKong };

/** Paths that values set and that the chart does not know, nor hands on. */
export const judge = (chart: string, values: Tree, file: ChartFile): readonly string[] =>
  unknownPaths(values, file).filter((path) => !(letOff[chart] ?? []).some((map) => `${path}.`.startsWith(`${map}.`)));
