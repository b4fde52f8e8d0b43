import { LogAnalyticsWorkspace } from "@cdktf/provider-azurerm/lib/log-analytics-workspace";
import { MonitorDiagnosticSetting } from "@cdktf/provider-azurerm/lib/monitor-diagnostic-setting";
import { Construct } from "constructs";
import { resourceId, siteGroup, type Owner } from "./resource-names";

/** Days the trail is kept: half a year, so that an intrusion found late can still be followed back. */
const retentionInDays = 180;

export interface AuditTrailProps {
  readonly name: string;
  readonly region: string;
  readonly resourceGroup: string;
}

/** Where Azure writes down who did what: to the control plane, to keys, to objects. */
export interface Trail {
  /** Follows a resource; `categories` as Azure names its logs. */
  readonly follow: (id: string, targetResourceId: string, categories: readonly string[]) => void;
}

/** The trail of a site. */
export class AuditTrail extends Construct implements Trail {
  private readonly workspaceId: string;

  constructor(scope: Construct, id: string, { name, region, resourceGroup }: AuditTrailProps) {
    super(scope, id);
    this.workspaceId = new LogAnalyticsWorkspace(this, "workspace", {
      name,
      location: region,
      resourceGroupName: resourceGroup,
      sku: "PerGB2018",
      retentionInDays,
      // Only Microsoft Entra lets anyone in; no key stands in the state that could be used.
      localAuthenticationEnabled: false,
    }).id;
  }

  follow(id: string, targetResourceId: string, categories: readonly string[]): void {
    follow(this, id, { workspaceId: this.workspaceId, targetResourceId, categories });
  }
}

/** The trail of a site that another stack made. */
export class SiteTrail extends Construct implements Trail {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: { readonly owner: Owner; readonly site: string },
  ) {
    super(scope, id);
  }

  follow(id: string, targetResourceId: string, categories: readonly string[]): void {
    const { owner, site } = this.props;
    const group = siteGroup(owner.environment, site);
    const workspaceId = resourceId(owner.subscription, group, "Microsoft.OperationalInsights", ["workspaces", group]);
    follow(this, id, { workspaceId, targetResourceId, categories });
  }
}

function follow(
  scope: Construct,
  id: string,
  props: { readonly workspaceId: string; readonly targetResourceId: string; readonly categories: readonly string[] },
): void {
  const { workspaceId, targetResourceId, categories } = props;
  new MonitorDiagnosticSetting(scope, id, {
    name: "audit",
    targetResourceId,
    logAnalyticsWorkspaceId: workspaceId,
    logAnalyticsDestinationType: "Dedicated",
    enabledLog: categories.map((category) => ({ category })),
  });
}
