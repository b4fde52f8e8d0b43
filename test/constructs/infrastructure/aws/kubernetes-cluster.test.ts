import { KubernetesCluster } from "../../../../constructs/infrastructure/aws/kubernetes-cluster";
import { NodeGroups } from "../../../../constructs/infrastructure/aws/node-groups";
import { VirtualNetwork } from "../../../../constructs/infrastructure/aws/virtual-network";
import { Cidr, type NodePoolPlan } from "../../../../language";
import { key, place, pool, statementsOf, synthAws, zones } from "./fixture";

interface Changes {
  readonly administrators?: readonly string[];
  readonly pools?: Readonly<Record<string, NodePoolPlan>>;
}

const build = ({ administrators = [], pools = { general: pool(2, 9), steady: pool(1, 3) } }: Changes = {}) =>
  synthAws((stack) => {
    const network = new VirtualNetwork(stack, "network", {
      place,
      name: "zuid-fra",
      network: Cidr.of("10.20.0.0/16"),
      zones,
      logKey: key(stack, "network-logs"),
    });
    const common = { place, name: "zuid-fra", version: "1.35", network } as const;
    const cluster = new KubernetesCluster(stack, "cluster", {
      ...common,
      secretsKey: key(stack, "secrets"),
      logKey: key(stack, "logs"),
      callers: [Cidr.of("203.0.113.0/28"), Cidr.of("198.51.100.7/32")],
      administrators,
    });
    new NodeGroups(stack, "nodes", { ...common, cluster, pools, diskKey: key(stack, "disks") });
  });

const site = build();
const cluster = site.only("aws_eks_cluster");
const group = (name: string) => site.all("aws_eks_node_group").find(({ node_group_name: other }) => other === name);
const addOn = (name: string) => site.all("aws_eks_addon").find(({ addon_name: other }) => other === name);

/** Settings of the network plugin; texts in them may refer to other resources. */
const podNetwork = (): Readonly<Record<string, unknown>> => {
  const settings: Readonly<Record<string, unknown>> = JSON.parse(String(addOn("vpc-cni")?.["configuration_values"]));
  return settings;
};

test("the API answers operators and the runner from outside, and everyone inside the network", () => {
  expect(cluster["vpc_config"]).toMatchObject({
    endpoint_private_access: true,
    endpoint_public_access: true,
    public_access_cidrs: ["203.0.113.0/28", "198.51.100.7/32"],
  });
});

test("secrets are encrypted with a key of their own before they are stored", () => {
  expect(cluster["encryption_config"]).toEqual({
    provider: { key_arn: expect.stringContaining("aws_kms_key.key-secrets") },
    resources: ["secrets"],
  });
});

test("the whole log of the control plane is kept for a year, in a group that is there before it", () => {
  expect(cluster["enabled_cluster_log_types"]).toEqual([
    "api",
    "audit",
    "authenticator",
    "controllerManager",
    "scheduler",
  ]);
  const [name, attributes] =
    Object.entries(site.resource["aws_cloudwatch_log_group"] ?? {}).find(([id]) => id.startsWith("cluster")) ?? [];
  expect(attributes).toMatchObject({ name: "/aws/eks/zuid-fra/cluster", retention_in_days: 365 });
  expect(cluster["depends_on"]).toContain(`aws_cloudwatch_log_group.${name ?? ""}`);
});

test("access is by entries alone, and only roles that are named administer", () => {
  expect(cluster["access_config"]).toEqual({
    authentication_mode: "API",
    bootstrap_cluster_creator_admin_permissions: true,
  });
  const named = build({ administrators: ["arn:aws:iam::000000000001:role/platform"] });
  expect(named.only("aws_eks_cluster")["access_config"]).toMatchObject({
    bootstrap_cluster_creator_admin_permissions: false,
  });
  expect(named.only("aws_eks_access_entry")).toMatchObject({
    principal_arn: "arn:aws:iam::000000000001:role/platform",
  });
  expect(named.only("aws_eks_access_policy_association")).toMatchObject({
    policy_arn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy",
    access_scope: { type: "cluster" },
  });
});

test("no plan destroys the cluster, and no bill for extended support comes by itself", () => {
  expect(cluster).toMatchObject({
    lifecycle: { prevent_destroy: true },
    upgrade_policy: { support_type: "STANDARD" },
    bootstrap_self_managed_addons: false,
  });
});

test("every planned pool stands in every zone, each part in exactly one", () => {
  const groups = site.all("aws_eks_node_group");
  expect(groups.map((one) => one["node_group_name"])).toEqual(
    ["general", "steady"].flatMap((name) => zones.map((zone) => `${name}-${zone}`)),
  );
  for (const one of groups) expect(one["subnet_ids"]).toHaveLength(1);
});

test("a pool scales only where the plan leaves it room, up to its zone's share, and then by the autoscaler", () => {
  expect(group("general-eu-central-1a")).toMatchObject({
    scaling_config: { desired_size: 2, min_size: 2, max_size: 3 },
    lifecycle: { ignore_changes: ["scaling_config[0].desired_size"] },
  });
  expect(group("steady-eu-central-1b")).toMatchObject({
    scaling_config: { desired_size: 1, min_size: 1, max_size: 1 },
  });
  expect(group("steady-eu-central-1b")).not.toHaveProperty("lifecycle");
});

test("machines start with an encrypted disk, and their identity is out of every pod's reach", () => {
  for (const template of site.all("aws_launch_template")) {
    expect(template).toMatchObject({
      metadata_options: { http_endpoint: "enabled", http_tokens: "required", http_put_response_hop_limit: 1 },
      block_device_mappings: [
        {
          ebs: { encrypted: "true", volume_type: "gp3", kms_key_id: expect.stringContaining("aws_kms_key.key-disks") },
        },
      ],
    });
    expect(template).not.toHaveProperty("key_name");
  }
  for (const one of site.all("aws_eks_node_group")) expect(one).not.toHaveProperty("remote_access");
});

test("a node runs as many pods as the plan counted with", () => {
  expect(site.all("aws_launch_template")[0]?.["user_data"]).toContain("maxPods: 58");
});

test("machines with GPUs start with their driver", () => {
  const inference = build({ pools: { inference: pool(1, 3, "g6.xlarge") } });
  expect(inference.all("aws_eks_node_group")[0]).toMatchObject({ ami_type: "AL2023_x86_64_NVIDIA" });
  expect(group("general-eu-central-1a")).toMatchObject({ ami_type: "AL2023_x86_64_STANDARD" });
});

test("network policies are enforced, and pods get addresses of their own network in their node's zone", () => {
  expect(podNetwork()).toMatchObject({
    enableNetworkPolicy: "true",
    env: { AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG: "true", ENI_CONFIG_LABEL_DEF: "topology.kubernetes.io/zone" },
    eniConfig: { create: true, region: "eu-central-1" },
  });
  const { eniConfig }: { readonly eniConfig?: { readonly subnets: object } } = podNetwork();
  expect(Object.entries(eniConfig?.subnets ?? {})).toEqual(
    zones.map((zone) => [
      zone,
      {
        id: expect.stringContaining(`pods_subnet-${zone}`),
        securityGroups: [expect.stringContaining("cluster_security_group_id")],
      },
    ]),
  );
});

test("no node joins before the network plugin and the proxy; names and volumes wait for nodes", () => {
  const before = String(group("general-eu-central-1a")?.["depends_on"]);
  expect(before).toContain("aws_eks_addon.nodes_vpc-cni");
  expect(before).toContain("aws_eks_addon.nodes_kube-proxy");
  for (const late of ["coredns", "aws-ebs-csi-driver", "metrics-server"]) {
    expect(String(addOn(late)?.["depends_on"])).toContain("aws_eks_node_group.nodes_general-eu-central-1a");
  }
});

test("add-ons have the version that EKS recommends for the cluster's Kubernetes", () => {
  const versions = Object.values(site.data["aws_eks_addon_version"] ?? {});
  expect(
    new Set(versions.map((version) => JSON.stringify([version["kubernetes_version"], version["most_recent"]]))),
  ).toEqual(new Set(['["1.35",false]']));
  expect(versions).toHaveLength(site.all("aws_eks_addon").length);
});

test("each part that calls AWS has a role of its own service account, and nodes have none of it", () => {
  const roles = site
    .all("aws_iam_role")
    .map(({ name, assume_role_policy: policy }) => [name, statementsOf(policy)] as const);
  const subjects = roles.flatMap(([name, [first]]) =>
    Object.entries(first?.Condition?.["StringLike"] ?? {})
      .filter(([condition]) => condition.endsWith(":sub"))
      .map(([, subject]) => [name, subject]),
  );
  expect(subjects).toEqual(
    expect.arrayContaining([
      ["zuid-fra-vpc-cni", ["system:serviceaccount:kube-system:aws-node"]],
      ["zuid-fra-ebs-csi", ["system:serviceaccount:kube-system:ebs-csi-controller-sa"]],
    ]),
  );
  const ofNodes = site.all("aws_iam_role_policy_attachment").filter(({ role }) => String(role).includes("node-role"));
  expect(ofNodes.map((attachment) => attachment["policy_arn"])).toEqual([
    "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly",
    "arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy",
  ]);
});
