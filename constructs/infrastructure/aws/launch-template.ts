import { LaunchTemplate as Ec2LaunchTemplate } from "@cdktf/provider-aws/lib/launch-template";
import { Fn, Token } from "cdktf";
import { Construct } from "constructs";
import { systemDisks } from "../../../catalog";
import type { EncryptionKey } from "./encryption-key";

export interface LaunchTemplateProps {
  readonly name: string;
  readonly diskKey: EncryptionKey;
  /** Pods that the plan lets one node run. */
  readonly podsPerNode: number;
}

/** GiB of a system disk, as planned and priced. */
const systemDisk = systemDisks.aws.size.value / 1024;

/** How a node learns its settings before it joins (awslabs/amazon-eks-ami, nodeadm, 2026); EKS adds the cluster's own part. */
const userData = (maxPods: number): string =>
  [
    "MIME-Version: 1.0",
    'Content-Type: multipart/mixed; boundary="//"',
    "",
    "--//",
    "Content-Type: application/node.eks.aws",
    "",
    "apiVersion: node.eks.aws/v1alpha1",
    "kind: NodeConfig",
    "spec:",
    "  kubelet:",
    "    config:",
    `      maxPods: ${String(maxPods)}`,
    "",
    "--//--",
    "",
  ].join("\n");

/**
 * How machines of a pool start: system disk encrypted with our key, nobody logs in, and the metadata service answers the node
 * alone: with a single hop no pod gets the node's identity.
 */
export class LaunchTemplate extends Construct {
  readonly templateId: string;
  readonly version: string;

  constructor(scope: Construct, id: string, { name, diskKey, podsPerNode }: LaunchTemplateProps) {
    super(scope, id);
    const template = new Ec2LaunchTemplate(this, "template", {
      name,
      updateDefaultVersion: true,
      metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
      blockDeviceMappings: [
        {
          deviceName: "/dev/xvda",
          ebs: {
            volumeType: "gp3",
            volumeSize: systemDisk,
            encrypted: "true",
            kmsKeyId: diskKey.arn,
            deleteOnTermination: "true",
          },
        },
      ],
      userData: Token.asString(Fn.base64encode(Fn.rawString(userData(podsPerNode)))),
      tagSpecifications: ["instance", "volume", "network-interface"].map((resourceType) => ({
        resourceType,
        tags: { Name: name },
      })),
    });
    this.templateId = template.id;
    this.version = Token.asString(Fn.tostring(template.latestVersion));
  }
}
