import type { Environment, Site } from "../../../environments/schema";
import { sitesOf } from "../../../planning/placement";
import type { Answers } from "./answers-schema";

/** Something that is a certificate to whoever decodes it and looks no further. */
const certificate = Buffer.from("made up by the stand-in").toString("base64");

/** Account, subscription or project of a site as its cloud would tell it. */
type Account = (site: Site) => string;

const ownAccount: Account = (site) => {
  switch (site.kind) {
    case "ovh":
      return site.project;
    case "azure":
      return site.subscription;
    case "aws":
      return site.account;
    case "existing":
      return site.cluster;
  }
};

/**
 * Answers of well-behaved clouds to one environment's stacks, where those ask for more than something of the right type: the account
 * that the facts name, maps by the keys that a stack looks up, text that it decodes.
 */
export const goodAnswers = (environment: Environment): Answers => answersOf(environment, ownAccount);

/** Answers to credentials of somebody else's account. */
export const answersOfAnotherAccount = (environment: Environment): Answers =>
  answersOf(environment, () => "somebody-else");

/** Something that is as long as a public key of RSA with 2048 bits, in its armour. */
const publicKey = [
  "-----BEGIN PUBLIC KEY-----",
  ...(Buffer.alloc(294, "made up by the stand-in")
    .toString("base64")
    .match(/.{1,64}/g) ?? []),
  "-----END PUBLIC KEY-----",
  "",
].join("\n");

const secretsAnswers: Answers = {
  unreachable: [],
  data: {},
  resources: {
    vault_transit_secret_backend_key: { keys: [{ public_key: publicKey }] },
    vault_generic_endpoint: { write_data: { sum: "0".repeat(64) } },
  },
};

const answersOf = (environment: Environment, account: Account): Answers =>
  [secretsAnswers, ...sitesOf(environment).map((site) => siteAnswers(environment, site, account(site)))].reduce(
    (all, one) => ({
      ...all,
      ...one,
      data: { ...all.data, ...one.data },
      resources: { ...all.resources, ...one.resources },
    }),
  );

function siteAnswers({ kubernetes }: Environment, site: Site, account: string): Answers {
  const [major = "", minor = ""] = kubernetes.split(".");
  switch (site.kind) {
    case "ovh":
      return {
        unreachable: [],
        data: {
          ovh_cloud_project: { project_id: account, status: "ok" },
          ovh_dbaas_logs_cluster: { region: "RBX" },
          ovh_dbaas_logs_cluster_retention: { is_supported: true },
          ovh_cloud_project_loadbalancer_flavors: {
            flavors: [{ name: "small" }, { name: "medium" }, { name: "large" }],
          },
        },
        resources: {
          ovh_cloud_project_kube: {
            "kubeconfig_attributes.cluster_ca_certificate": certificate,
            "kubeconfig_attributes.host": "https://stand-in.invalid",
          },
          ovh_cloud_project_network_private: { regions_openstack_ids: { "${regions}": "stand-in-network-${each}" } },
        },
      };
    case "azure":
      return {
        unreachable: [],
        data: { azurerm_subscription: { subscription_id: account, state: "Enabled" } },
        resources: { azurerm_kubernetes_cluster: { "kube_config.cluster_ca_certificate": certificate } },
      };
    case "aws":
      return {
        unreachable: [],
        account,
        data: { aws_caller_identity: { account_id: account } },
        resources: { aws_eks_cluster: { "certificate_authority.data": certificate } },
      };
    case "existing":
      return {
        unreachable: [],
        data: {
          kubernetes_namespace_v1: { "metadata.uid": account },
          kubernetes_server_version: { major, minor },
          kubernetes_nodes: {
            nodes: site.zones.flatMap((zone) =>
              Array.from({ length: site.nodes?.perZone ?? 1 }, () => ({
                metadata: [{ labels: { "topology.kubernetes.io/zone": zone } }],
              })),
            ),
          },
        },
        resources: {},
      };
  }
}
