import type { Permissions } from "./permission";

const all = (...resources: readonly string[]): readonly string[] =>
  resources.map((resource) => `Microsoft.${resource}/*`);

/** Operations of Azure's resource providers, as a custom role lists them. */
export const azurePermissions: Permissions = {
  source: { kind: "specification", ref: "Microsoft Learn: Azure permissions by resource provider", date: "2026" },
  permissions: [
    { types: ["azurerm_subscription", "azurerm_client_config"], actions: ["Microsoft.Resources/subscriptions/read"] },
    { types: ["azurerm_resource_group"], actions: all("Resources/subscriptions/resourceGroups") },
    { types: ["azurerm_virtual_network"], actions: all("Network/virtualNetworks") },
    {
      types: [
        "azurerm_subnet",
        "azurerm_subnet_nat_gateway_association",
        "azurerm_subnet_network_security_group_association",
      ],
      actions: ["Microsoft.Network/virtualNetworks/read", ...all("Network/virtualNetworks/subnets")],
    },
    {
      types: ["azurerm_network_security_group", "azurerm_network_security_rule"],
      actions: all("Network/networkSecurityGroups"),
    },
    {
      types: ["azurerm_nat_gateway", "azurerm_nat_gateway_public_ip_association"],
      actions: all("Network/natGateways"),
    },
    { types: ["azurerm_public_ip"], actions: all("Network/publicIPAddresses") },
    { types: ["azurerm_private_endpoint"], actions: all("Network/privateEndpoints") },
    {
      types: ["azurerm_private_dns_zone", "azurerm_private_dns_zone_virtual_network_link"],
      actions: [...all("Network/privateDnsZones"), "Microsoft.Network/virtualNetworks/join/action"],
    },
    { types: ["azurerm_dns_zone"], actions: ["Microsoft.Network/dnsZones/read"] },
    { types: ["azurerm_dns_a_record"], actions: all("Network/dnsZones/A") },
    { types: ["azurerm_dns_caa_record"], actions: all("Network/dnsZones/CAA") },
    { types: ["azurerm_dns_cname_record"], actions: all("Network/dnsZones/CNAME") },
    { types: ["azurerm_dns_mx_record"], actions: all("Network/dnsZones/MX") },
    { types: ["azurerm_dns_srv_record"], actions: all("Network/dnsZones/SRV") },
    { types: ["azurerm_dns_txt_record"], actions: all("Network/dnsZones/TXT") },
    {
      types: ["azurerm_kubernetes_cluster", "azurerm_kubernetes_cluster_node_pool"],
      actions: all("ContainerService/managedClusters"),
    },
    { types: ["azurerm_disk_encryption_set"], actions: all("Compute/diskEncryptionSets") },
    {
      types: ["azurerm_key_vault"],
      actions: [
        ...all("KeyVault/vaults"),
        "Microsoft.KeyVault/locations/deletedVaults/read",
        "Microsoft.KeyVault/checkNameAvailability/read",
      ],
    },
    {
      types: ["azurerm_key_vault_key"],
      actions: ["Microsoft.KeyVault/vaults/read"],
      dataActions: ["Microsoft.KeyVault/vaults/keys/*"],
    },
    {
      types: ["azurerm_user_assigned_identity", "azurerm_federated_identity_credential"],
      actions: all("ManagedIdentity/userAssignedIdentities"),
    },
    { types: ["azurerm_role_assignment"], actions: all("Authorization/roleAssignments") },
    { types: ["azurerm_management_lock"], actions: all("Authorization/locks") },
    { types: ["azurerm_log_analytics_workspace"], actions: all("OperationalInsights/workspaces") },
    { types: ["azurerm_monitor_diagnostic_setting"], actions: all("Insights/diagnosticSettings") },
    {
      types: [
        "azurerm_storage_account",
        "azurerm_storage_container",
        "azurerm_storage_container_immutability_policy",
        "azurerm_storage_management_policy",
        "azurerm_storage_object_replication",
      ],
      actions: all("Storage/storageAccounts"),
    },
  ],
};
