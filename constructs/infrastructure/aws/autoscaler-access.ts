import type { Statement } from "./policy-document";

/** The autoscaler's service account. */
export const autoscalerAccount = { namespace: "kube-system", serviceAccounts: ["cluster-autoscaler"] } as const;

/**
 * Looks at every group of machines, changes those of its own cluster alone: EKS tags them (kubernetes/autoscaler, cluster
 * autoscaler on AWS, full feature policy, 2026).
 */
export const autoscalerStatements = (cluster: string): readonly Statement[] => [
  {
    Sid: "Look",
    Effect: "Allow",
    Action: [
      "autoscaling:DescribeAutoScalingGroups",
      "autoscaling:DescribeAutoScalingInstances",
      "autoscaling:DescribeLaunchConfigurations",
      "autoscaling:DescribeScalingActivities",
      "ec2:DescribeImages",
      "ec2:DescribeInstanceTypes",
      "ec2:DescribeLaunchTemplateVersions",
      "ec2:GetInstanceTypesFromInstanceRequirements",
      "eks:DescribeNodegroup",
    ],
    Resource: "*",
  },
  {
    Sid: "Scale",
    Effect: "Allow",
    Action: ["autoscaling:SetDesiredCapacity", "autoscaling:TerminateInstanceInAutoScalingGroup"],
    Resource: "*",
    Condition: { StringEquals: { [`aws:ResourceTag/k8s.io/cluster-autoscaler/${cluster}`]: "owned" } },
  },
];
