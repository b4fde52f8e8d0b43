import { PlatformNamespace } from "../constructs/platform/namespaces/platform-namespace";
import { PodPolicies } from "../constructs/platform/network/pod-policies";
import { databaseCellLabel, tenantLabel, tenantName, tenantPartLabel } from "../language";
import type { ChartDefinition } from "./chart-definition";
import { networkParties } from "./foundation-chart";
import { planOfTenant, type TenantContext } from "./tenant-context";

/** One tenant's namespaces, closed, and every opening that a flow declares within the tenant and to the platform. */
export const tenantFoundationChart = (context: TenantContext): ChartDefinition => ({
  stage: "foundation",
  release: tenantName(context.tenant, "foundation"),
  // Namespaces belong to no namespace; the release's own record must lie somewhere.
  namespace: "kube-system",
  build: (chart) => {
    const { plan, environment, tenant } = context;
    const { cell } = planOfTenant(context);
    const flows = Object.values(plan.flows);
    for (const [part, namespace] of Object.entries(plan.tenancy?.namespaces ?? {})) {
      const name = tenantName(tenant, part);
      new PlatformNamespace(chart, `namespace-${part}`, {
        name,
        plan: namespace,
        mesh: plan.mesh.kind,
        labels: { [tenantLabel]: tenant, [tenantPartLabel]: part, [databaseCellLabel]: cell },
        kubernetes: environment.kubernetes,
      });
      new PodPolicies(chart, `policies-${part}`, {
        namespace: name,
        podSets: plan.podSets,
        flows,
        parties: networkParties(context),
        mesh: plan,
        tenant: { kind: "tenant", tenant, cell },
      });
    }
  },
});
