/** What a test says in a cloud's place: see `provider/answers.go` for the words in it. */
export interface Answers {
  readonly data?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Regions whose interfaces are down: whatever stands in one of them fails. */
  readonly unreachable?: readonly string[];
  readonly resources?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** Something that is a certificate to whoever decodes it and looks no further. */
const certificate = Buffer.from("made up by the stand-in").toString("base64");

/**
 * Answers of well-behaved clouds, where a stack of ours asks for more than something of the right type: a project that is the
 * configured one and in order, maps by the keys that the stack looks up, text that it decodes.
 */
export const goodAnswers: Answers = {
  data: {
    ovh_cloud_project: { project_id: "${service_name}", status: "ok" },
    kubernetes_namespace_v1: { "metadata.uid": "00000000-0000-4000-8000-000000000001" },
    kubernetes_server_version: { major: "1", minor: "35" },
    kubernetes_nodes: {
      nodes: ["cellar-a", "cellar-b", "cellar-c"].flatMap((zone) =>
        Array.from({ length: 3 }, () => ({ metadata: [{ labels: { "topology.kubernetes.io/zone": zone } }] })),
      ),
    },
    ovh_cloud_project_loadbalancer_flavors: { flavors: [{ name: "small" }, { name: "medium" }, { name: "large" }] },
  },
  resources: {
    ovh_cloud_project_kube: {
      "kubeconfig_attributes.cluster_ca_certificate": certificate,
      "kubeconfig_attributes.host": "https://stand-in.invalid",
    },
    ovh_cloud_project_network_private: { regions_openstack_ids: { "${regions}": "stand-in-network-${each}" } },
  },
};

/** Answers with some of them replaced, type by type. */
export const withAnswers = (changes: Answers): Answers => ({
  ...changes,
  data: { ...goodAnswers.data, ...changes.data },
  resources: { ...goodAnswers.resources, ...changes.resources },
});
