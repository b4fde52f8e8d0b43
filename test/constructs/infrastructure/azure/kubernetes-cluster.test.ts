import { DiskEncryption } from "../../../../constructs/infrastructure/azure/disk-encryption";
import { KubernetesCluster } from "../../../../constructs/infrastructure/azure/kubernetes-cluster";
import { nodePool } from "../../../../constructs/infrastructure/azure/node-pool";
import { PrivateNetwork } from "../../../../constructs/infrastructure/azure/private-network";
import { Cidr, type NodePoolPlan } from "../../../../language";
import { planned } from "../../application/fixture";
import { synth } from "../synth";
import { callers, place, poolPlan, tenantId, trailIn } from "./fixture";

const zones = ["1", "2", "3"];

const cluster = (plan: NodePoolPlan = poolPlan()) =>
  synth((stack) => {
    const trail = trailIn(stack);
    const network = new PrivateNetwork(stack, "network", {
      ...place,
      name: "noord",
      network: Cidr.of("10.30.0.0/16"),
      zones,
      publicPorts: [443],
    });
    const disks = new DiskEncryption(stack, "disks", {
      ...place,
      name: "noord",
      vault: "disks-0123",
      tenantId,
      trail,
      callers,
    });
    new KubernetesCluster(stack, "cluster", {
      ...place,
      name: "noord-swedencentral",
      tenantId,
      version: "1.35",
      zones,
      network,
      disks,
      trail,
      pools: { general: plan },
      callers,
      administrators: "22222222-2222-2222-2222-222222222222",
      publicAddressId: "/address",
    });
  });

const made = cluster();
const main = made.only("azurerm_kubernetes_cluster");

test("nobody has a local account: people and programs sign in with Entra", () => {
  expect(main).toMatchObject({
    local_account_disabled: true,
    role_based_access_control_enabled: true,
    azure_active_directory_role_based_access_control: { azure_rbac_enabled: true, tenant_id: tenantId },
    run_command_enabled: false,
  });
  expect(made.all("azurerm_role_assignment")).toContainEqual(
    expect.objectContaining({
      role_definition_name: "Azure Kubernetes Service RBAC Cluster Admin",
      principal_id: "22222222-2222-2222-2222-222222222222",
      principal_type: "Group",
    }),
  );
});

test("the API answers operators, the runner and the site's own ways out", () => {
  const ranges = JSON.stringify(main["api_server_access_profile"]);
  expect(ranges).toContain("203.0.113.16/28");
  expect(ranges).toContain("198.51.100.8/32");
  for (const zone of zones)
    expect(ranges).toMatch(new RegExp(`azurerm_public_ip\\.network_egress-${zone}_\\w+\\.ip_address`));
});

test("network policies are enforced, by an engine that lets them name nodes", () => {
  expect(main["network_profile"]).toMatchObject({
    network_plugin: "azure",
    network_plugin_mode: "overlay",
    network_policy: "calico",
    pod_cidr: "10.240.0.0/13",
    service_cidr: "10.3.0.0/16",
    dns_service_ip: "10.3.0.10",
    outbound_type: "userAssignedNATGateway",
  });
});

test("pods have identities, disks are encrypted with our key down to the host", () => {
  expect(main).toMatchObject({ oidc_issuer_enabled: true, workload_identity_enabled: true });
  expect(main["disk_encryption_set_id"]).toMatch(/^\$\{azurerm_disk_encryption_set\./);
  for (const pool of [main["default_node_pool"], ...made.all("azurerm_kubernetes_cluster_node_pool")]) {
    expect(pool).toMatchObject({ host_encryption_enabled: true, node_public_ip_enabled: false, max_pods: 110 });
  }
});

test("a pool of each zone stands in the subnet of that zone, and none is the only one for system pods", () => {
  const others = made.all("azurerm_kubernetes_cluster_node_pool");
  expect(main["default_node_pool"]).toMatchObject({ name: "general1", zones: ["1"], min_count: 2, max_count: 3 });
  expect(others.map(({ name, zones: standing, mode }) => [name, standing, mode])).toEqual([
    ["general2", ["2"], "System"],
    ["general3", ["3"], "System"],
  ]);
  expect(new Set(others.map(({ vnet_subnet_id }) => vnet_subnet_id)).size).toBe(2);
});

test("where the autoscaler has a choice it owns the number, elsewhere the plan does", () => {
  expect(main["lifecycle"]).toMatchObject({
    prevent_destroy: true,
    ignore_changes: ["default_node_pool[0].node_count"],
  });
  const fixed = cluster(poolPlan({ maximumNodes: planned(6, "nodes") })).only("azurerm_kubernetes_cluster");
  expect(fixed["default_node_pool"]).toMatchObject({ auto_scaling_enabled: false, node_count: 2 });
  expect(fixed["lifecycle"]).toEqual({ prevent_destroy: true });
});

test("what it does is written down", () => {
  expect(made.all("azurerm_monitor_diagnostic_setting")).toContainEqual(
    expect.objectContaining({
      target_resource_id: expect.stringContaining("azurerm_kubernetes_cluster."),
      enabled_log: expect.arrayContaining([{ category: "kube-audit-admin" }, { category: "guard" }]),
    }),
  );
});

test("the cluster's own identity may change its network and one address, and nothing beside", () => {
  const grants = made
    .all("azurerm_role_assignment")
    .filter(({ principal_id }) => String(principal_id).includes("cluster_identity"))
    .map(({ role_definition_name: role, scope }) => [role, String(scope).split(".")[0]]);
  expect(grants).toEqual([
    ["Network Contributor", "/address"],
    ["Reader", "${azurerm_disk_encryption_set"],
    ["Network Contributor", "${azurerm_virtual_network"],
  ]);
});

test("a pool whose name Azure refuses is not made", () => {
  const facts = { plan: poolPlan(), zone: "1", zones: 3, subnetId: "/subnet" };
  expect(nodePool({ ...facts, pool: "elevenchars" }).name).toBe("elevenchars1");
  expect(() => nodePool({ ...facts, pool: "twelve-chars" })).toThrow('"twelve-chars1" is no name of a node pool');
});
