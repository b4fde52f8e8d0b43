import { LogAnalyticsWorkspace } from "@cdktf/provider-azurerm/lib/log-analytics-workspace";
import { MonitorDiagnosticSetting } from "@cdktf/provider-azurerm/lib/monitor-diagnostic-setting";
import { Construct } from "constructs";

/** Days the trail is kept: half a year, so that an intrusion found late can still be followed back. */
const retentionInDays = 180;

export interface AuditTrailProps {
  readonly name: string;
  readonly region: string;
  readonly resourceGroup: string;
}

/** Where Azure writes down who did what: to the control plane, to keys, to objects. */
export class AuditTrail extends Construct {
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

  /** Follows a resource; `categories` as Azure names its logs. */
  follow(id: string, targetResourceId: string, categories: readonly string[]): void {
    new MonitorDiagnosticSetting(this, id, {
      name: "audit",
      targetResourceId,
      logAnalyticsWorkspaceId: this.workspaceId,
      logAnalyticsDestinationType: "Dedicated",
      enabledLog: categories.map((category) => ({ category })),
    });
  }
}
