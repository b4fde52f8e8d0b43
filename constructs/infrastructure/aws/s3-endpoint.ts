import { DataAwsVpcEndpoint } from "@cdktf/provider-aws/lib/data-aws-vpc-endpoint";
import { VpcEndpoint } from "@cdktf/provider-aws/lib/vpc-endpoint";
import { Construct } from "constructs";
import { bucketArn, type AwsPlace } from "../../../planning/placement";
import { policyDocument } from "./policy-document";

export interface S3EndpointProps {
  readonly place: AwsPlace;
  readonly vpcId: string;
  readonly name: string;
  readonly routeTableIds: readonly string[];
}

/**
 * The way from the site to the object storage of its own region: past the gateways, free of charge, and only to buckets of
 * the site's own account, to the layers of AWS's images and to the packages of its operating system.
 */
export class S3Endpoint extends Construct {
  readonly endpointId: string;

  constructor(scope: Construct, id: string, { place, vpcId, name, routeTableIds }: S3EndpointProps) {
    super(scope, id);
    const { account, region } = place;
    this.endpointId = new VpcEndpoint(this, "endpoint", {
      vpcId,
      serviceName: `com.amazonaws.${region}.s3`,
      vpcEndpointType: "Gateway",
      routeTableIds: [...routeTableIds],
      policy: policyDocument([
        {
          Sid: "OwnBuckets",
          Effect: "Allow",
          Principal: "*",
          Action: "s3:*",
          Resource: "*",
          Condition: { StringEquals: { "aws:ResourceAccount": account } },
        },
        {
          // Names in: Amazon ECR user guide, interface endpoints; Amazon Linux 2023 user guide, repositories; 2026.
          Sid: "NodeSoftware",
          Effect: "Allow",
          Principal: "*",
          Action: "s3:GetObject",
          Resource: [
            bucketArn(place, `prod-${region}-starport-layer-bucket/*`),
            bucketArn(place, `al2023-repos-${region}-de612dc2/*`),
          ],
        },
      ]),
      tags: { Name: endpointName(name) },
    }).id;
  }
}

const endpointName = (name: string): string => `${name}-s3`;

/** Id of the endpoint of a site that another stack made, by `<environment>-<site>`. */
export const siteEndpoint = (scope: Construct, name: string): string =>
  new DataAwsVpcEndpoint(scope, "site-endpoint", { tags: { Name: endpointName(name) }, state: "available" }).id;
