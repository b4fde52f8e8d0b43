import { EksCluster } from "@cdktf/provider-aws/lib/eks-cluster";
import { IamOpenidConnectProvider } from "@cdktf/provider-aws/lib/iam-openid-connect-provider";
import { Fn, Token, type ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { Cidr } from "../../../language";
import { managedPolicyArn, type AwsPlace } from "../../../planning/placement";
import type { ClusterAccess } from "../infrastructure";
import { Administrators } from "./administrators";
import type { EncryptionKey } from "./encryption-key";
import { LogGroup } from "./log-group";
import { withoutScheme } from "./cluster-issuer";
import { assumedByService } from "./policy-document";
import { Role } from "./role";
import type { VirtualNetwork } from "./virtual-network";

export interface KubernetesClusterProps {
  readonly place: AwsPlace;
  readonly name: string;
  /** Kubernetes minor version, such as `1.35`. */
  readonly version: string;
  readonly network: VirtualNetwork;
  /** Encrypts secrets before they are stored. */
  readonly secretsKey: EncryptionKey;
  readonly logKey: EncryptionKey;
  /** Networks from which the Kubernetes API may be reached. */
  readonly callers: readonly Cidr[];
  /** ARNs of roles that administer the cluster; none: the identity that makes it, and no other. */
  readonly administrators: readonly string[];
}

/** Everything that the control plane can tell. */
const logTypes = ["api", "audit", "authenticator", "controllerManager", "scheduler"];

/** A control plane takes a quarter of an hour (EKS user guide, 2026); an hour bounds a bad day. */
const timeouts = { create: "1h", update: "1h30m", delete: "30m" };

/**
 * EKS with the control plane's whole log, secrets encrypted with a key of ours, and access through entries of the API alone. Its
 * API answers operators and the runner at its public address; nodes and pods reach it inside the network.
 */
export class KubernetesCluster extends Construct implements ClusterAccess {
  readonly clusterId: string;
  readonly host: string;
  readonly certificateAuthority: string;
  /** Issuer of the tokens of service accounts, without a scheme; known at apply. */
  readonly issuer: string;
  /** Group in which AWS puts control plane and nodes: among themselves they speak freely, and policies decide for pods. */
  readonly securityGroupId: string;
  /** What roles of workloads wait for. */
  readonly identityProvider: ITerraformDependable;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: KubernetesClusterProps,
  ) {
    super(scope, id);
    const cluster = this.cluster();
    this.clusterId = cluster.name;
    this.host = cluster.endpoint;
    this.certificateAuthority = Token.asString(Fn.base64decode(cluster.certificateAuthority.get(0).data));
    this.securityGroupId = cluster.vpcConfig.clusterSecurityGroupId;
    const url = cluster.identity.get(0).oidc.get(0).issuer;
    this.issuer = withoutScheme(this, "issuer", url);
    this.identityProvider = new IamOpenidConnectProvider(this, "identity-provider", {
      url,
      clientIdList: ["sts.amazonaws.com"],
    });
    const { place, administrators } = props;
    new Administrators(this, "administrators", { place, clusterName: this.clusterId, roles: administrators });
  }

  private cluster(): EksCluster {
    const { name, version, network, secretsKey, callers, administrators } = this.props;
    const role = this.role();
    return new EksCluster(this, "cluster", {
      name,
      version,
      roleArn: role.arn,
      accessConfig: {
        authenticationMode: "API",
        bootstrapClusterCreatorAdminPermissions: administrators.length === 0,
      },
      // Ours come with their configuration and their roles.
      bootstrapSelfManagedAddons: false,
      enabledClusterLogTypes: logTypes,
      encryptionConfig: { provider: { keyArn: secretsKey.arn }, resources: ["secrets"] },
      kubernetesNetworkConfig: { ipFamily: "ipv4", serviceIpv4Cidr: network.layout.services.toString() },
      // Past the end of standard support AWS moves the version on instead of charging six times as much.
      upgradePolicy: { supportType: "STANDARD" },
      vpcConfig: {
        subnetIds: network.nodeSubnets.map(({ subnetId }) => subnetId),
        endpointPrivateAccess: true,
        endpointPublicAccess: true,
        publicAccessCidrs: callers.map((cidr) => cidr.toString()),
      },
      timeouts,
      lifecycle: { preventDestroy: true },
      dependsOn: [...role.permissions, this.log()],
    });
  }

  private role(): Role {
    const { place, name, secretsKey } = this.props;
    return new Role(this, "role", {
      name: `${name}-cluster`,
      description: "the control plane: network interfaces, load balancers, the key of secrets",
      assumedBy: assumedByService("eks.amazonaws.com"),
      statements: [
        {
          Sid: "SecretsKey",
          Effect: "Allow",
          Action: ["kms:Encrypt", "kms:Decrypt", "kms:ListGrants", "kms:DescribeKey"],
          Resource: secretsKey.arn,
        },
      ],
      managedPolicies: [managedPolicyArn(place, "AmazonEKSClusterPolicy")],
    });
  }

  /** Made first: EKS would make one of the same name, without a key and for ever. A year covers the longest inquiry. */
  private log(): ITerraformDependable {
    const { name, logKey } = this.props;
    return new LogGroup(this, "log", { name: `/aws/eks/${name}/cluster`, key: logKey, retentionInDays: 365 }).group;
  }
}
