import type { Permissions } from "./permission";

const project = (path: string): string => `publicCloudProject:apiovh:${path}`;

/**
 * Actions of OVHcloud's IAM, named after the API's paths. Families are granted as a whole (`kube/*`), because one resource of
 * the provider calls several of a family's paths. `ovh_cloud_floating_ip` and the order of a key service call paths whose actions
 * have not been read: those types are missing here, so that whoever asks is told that they are unknown.
 */
export const ovhPermissions: Permissions = {
  source: {
    kind: "specification",
    ref: "OVHcloud API, required IAM actions of /cloud/project, /dbaas/logs, /iam/policy, /me/identity, /okms/resource and /domain/zone",
    date: "2026-10-06",
  },
  permissions: [
    { types: ["ovh_cloud_project"], actions: [project("get")] },
    { types: ["ovh_cloud_project_region", "ovh_cloud_project_regions"], actions: [project("region/get")] },
    {
      types: ["ovh_cloud_project_kube", "ovh_cloud_project_kube_iprestrictions", "ovh_cloud_project_kube_nodepool"],
      actions: [project("kube/*")],
    },
    {
      types: ["ovh_cloud_project_network_private", "ovh_cloud_project_network_private_subnet_v2"],
      actions: [project("network/private/*"), project("region/network/*")],
    },
    {
      types: ["ovh_cloud_project_gateway", "ovh_cloud_project_gateway_interface"],
      actions: [project("region/gateway/*")],
    },
    {
      types: ["ovh_cloud_project_loadbalancer_flavors", "ovh_cloud_project_loadbalancer"],
      actions: [project("region/loadbalancing/*")],
    },
    {
      types: ["ovh_cloud_project_storage", "ovh_cloud_project_storage_object_bucket_lifecycle_configuration"],
      actions: [project("region/storage/*")],
    },
    {
      types: ["ovh_cloud_project_user", "ovh_cloud_project_user_s3_policy", "ovh_cloud_project_user_s3_credential"],
      actions: [project("user/*")],
    },
    {
      types: ["ovh_cloud_project_kube_log_subscription"],
      actions: [project("kube/*"), "ldp:apiovh:output/graylog/stream/forwardTo", "ldp:apiovh:operation/get"],
    },
    { types: ["ovh_dbaas_logs_cluster"], actions: ["ldp:apiovh:cluster/get"] },
    {
      types: ["ovh_dbaas_logs_cluster_retention"],
      actions: ["ldp:apiovh:cluster/get", "ldp:apiovh:cluster/retention/get"],
    },
    {
      types: ["ovh_dbaas_logs_output_graylog_stream"],
      actions: ["ldp:apiovh:output/graylog/stream/*", "ldp:apiovh:operation/get"],
    },
    { types: ["ovh_iam_policy"], actions: ["account:apiovh:iam/policy/*"] },
    { types: ["ovh_me_identity_group"], actions: ["account:apiovh:me/identity/group/*"] },
    {
      types: ["ovh_okms_credential"],
      actions: [
        "okms:apiovh:resource/get",
        "okms:apiovh:credential/create",
        "okms:apiovh:credential/get",
        "okms:apiovh:credential/delete",
      ],
    },
    {
      types: ["ovh_domain_zone_record"],
      actions: ["dnsZone:apiovh:get", "dnsZone:apiovh:record/*", "dnsZone:apiovh:refresh"],
    },
    {
      types: ["ovh_domain_zone_dnssec"],
      actions: ["dnsZone:apiovh:get", "dnsZone:apiovh:dnssec/get", "dnsZone:apiovh:dnssec/create"],
    },
    { types: ["ovh_me"], actions: ["account:apiovh:me/get"] },
  ],
};
