import type { TerraformStack } from "cdktf";
import { AuditTrail } from "../../../../constructs/infrastructure/azure/audit-trail";
import { Cidr, type NodePoolPlan } from "../../../../language";
import { planned } from "../../application/fixture";

export const place = { region: "swedencentral", resourceGroup: "noord-swedencentral" } as const;
export const callers = [Cidr.of("203.0.113.16/28"), Cidr.of("198.51.100.8/32")] as const;
export const tenantId = "11111111-1111-1111-1111-111111111111";
export const owner = { environment: "noord", subscription: "00000000-0000-0000-0000-000000000002" } as const;

export const trailIn = (stack: TerraformStack): AuditTrail =>
  new AuditTrail(stack, "trail", { ...place, name: "noord" });

/** Two nodes a zone of a pool over three zones, nine at most. */
export const poolPlan = (changes: Partial<NodePoolPlan> = {}): NodePoolPlan => ({
  machine: "Standard_D8s_v5",
  nodes: planned(6, "nodes"),
  nodesPerZone: planned(2, "nodes"),
  maximumNodes: planned(9, "nodes"),
  allocatableCpu: planned(7820, "millicores"),
  allocatableMemory: planned(30418, "MiB"),
  volumesPerNode: planned(16, "volumes"),
  podsPerNode: planned(110, "pods"),
  ...changes,
});
