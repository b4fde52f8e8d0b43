import { controlPlaneLog } from "../../../audit/checks/control-plane-log";
import type { Facts } from "../../../audit";
import type { Json } from "../../../audit/facts/json";
import { realFacts } from "../recovery/real-output";

const real = realFacts();
const stack = "x-infrastructure-here";

type Block = readonly [type: string, name: string, attributes: Json];

/** One site of a cloud, and blocks of its stack. */
const site = (cloud: "aws" | "azure" | "existing" | "ovh", ...blocks: readonly Block[]): Facts => ({
  ...real,
  plan: { ...real.plan, sites: { here: { role: "primary", cloud, region: "here" } } },
  terraform: Object.fromEntries(
    blocks.map(([type, name, attributes]) => [
      `${stack}:${type}.${name}`,
      { stack, block: "resource" as const, address: `${type}.${name}`, type, attributes },
    ]),
  ),
});

const eks = (types: readonly string[]): Block => [
  "aws_eks_cluster",
  "cluster",
  { name: "x", enabled_cluster_log_types: types },
];
const group: Block = ["aws_cloudwatch_log_group", "group", { name: "/aws/eks/x/cluster", retention_in_days: 365 }];
const aks: Block = ["azurerm_kubernetes_cluster", "cluster", { name: "x" }];
const workspace: Block = ["azurerm_log_analytics_workspace", "workspace", { retention_in_days: 180 }];
const followed = (category: string, target = "${azurerm_kubernetes_cluster.cluster.id}"): Block => [
  "azurerm_monitor_diagnostic_setting",
  "audit",
  { target_resource_id: target, enabled_log: [{ category }] },
];
const kube: Block = ["ovh_cloud_project_kube", "cluster", { name: "x" }];
const subscription = (kind: string): Block => ["ovh_cloud_project_kube_log_subscription", "s", { kind }];
const year: Block = ["ovh_dbaas_logs_cluster_retention", "r", { duration: "P1Y" }];

test.each<[string, Facts, string, string]>([
  ["AWS, kept a year", site("aws", eks(["api", "audit"]), group), "pass", "CloudWatch keeps it 365 days"],
  ["AWS, kept as long as nobody says", site("aws", eks(["audit"])), "pass", "for a time that no file says"],
  ["AWS, switched off", site("aws", eks(["api"]), group), "fail", "is kept nowhere"],
  ["Azure, kept", site("azure", aks, workspace, followed("kube-audit-admin")), "pass", "Log Analytics keeps it 180"],
  ["Azure, other logs alone", site("azure", aks, workspace, followed("guard")), "fail", "is kept nowhere"],
  ["Azure, that of another", site("azure", aks, workspace, followed("kube-audit", "y")), "fail", "is kept nowhere"],
  ["OVHcloud, kept", site("ovh", kube, subscription("audit"), year), "pass", "Platform keeps it 365 days"],
  ["OVHcloud, no platform", site("ovh", kube), "undecided", "is kept nowhere"],
  ["OVHcloud, no cluster", site("ovh"), "undecided", "is in no file"],
  ["a cluster of the customer's own", site("existing"), "undecided", "business of whoever runs the cluster"],
])("%s", (_, facts, outcome, says) => {
  const [verdict, ...more] = controlPlaneLog.judge(facts);
  expect(more).toEqual([]);
  expect(verdict?.outcome).toBe(outcome);
  expect(JSON.stringify(verdict)).toContain(says);
});

test("what it lacks of a record is noted", () => {
  expect(JSON.stringify(controlPlaneLog.judge(site("aws", eks(["audit"]), group)))).toContain(
    "whoever owns the account can clear it; records stand 1096 days",
  );
});

test("each site of the sample is judged, and says that the platform is the customer's to order", () => {
  expect(controlPlaneLog.judge(real).map(({ outcome }) => outcome)).toEqual(["undecided", "undecided"]);
});
