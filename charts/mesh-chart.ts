import { meshSystem } from "../catalog";
import { linkerdControlPlane } from "../catalog/footprints/linkerd";
import { alertRules } from "../constructs/platform/alerts/alert";
import { linkerdAlerts } from "../constructs/platform/alerts/linkerd-alerts";
import { meshAlerts } from "../constructs/platform/alerts/mesh-alerts";
import type { MeshKind } from "../language";
import type { ChartDefinition } from "./chart-definition";
import { istioChart } from "./istio-chart";
import { linkerdChart, linkerdIdentityChart } from "./linkerd-chart";
import type { SiteContext } from "./site-context";

/** What the mesh lets through, for the platform and for every tenant alike: the declared flows, and nothing else. */
export function meshCharts(context: SiteContext): readonly ChartDefinition[] {
  const { kind } = context.plan.mesh;
  switch (kind) {
    case "istio-ambient":
      return [istioChart(context)];
    case "linkerd":
      return [linkerdIdentityChart, linkerdChart(context)];
  }
}

const alerts = { "istio-ambient": meshAlerts, linkerd: linkerdAlerts } as const satisfies Record<MeshKind, unknown>;

/** Alerts come when there is a kind for them. */
export const meshAlertsChart = ({ plan }: Pick<SiteContext, "plan">): ChartDefinition => ({
  stage: "gateway",
  release: "mesh-alerts",
  namespace: controlNamespace(plan.mesh.kind),
  build: (chart) => {
    alertRules(chart, { name: "mesh", groups: [alerts[plan.mesh.kind]] });
  },
});

const controlNamespace = (kind: MeshKind): string => {
  switch (kind) {
    case "istio-ambient":
      return meshSystem.namespace;
    case "linkerd":
      return linkerdControlPlane.namespace;
  }
};
