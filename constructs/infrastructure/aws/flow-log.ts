import { FlowLog as VpcFlowLog } from "@cdktf/provider-aws/lib/flow-log";
import { Construct } from "constructs";
import type { AwsPlace } from "../../../planning/placement";
import { regionalArn } from "../../../planning/placement";
import type { EncryptionKey } from "./encryption-key";
import { LogGroup } from "./log-group";
import { policyDocument } from "./policy-document";
import { Role } from "./role";

export interface FlowLogProps {
  readonly place: AwsPlace;
  readonly name: string;
  readonly vpcId: string;
  readonly key: EncryptionKey;
}

/** Who spoke to whom in the site's network, accepted or not, for a quarter of a year: the first thing asked after an incident. */
export class FlowLog extends Construct {
  constructor(scope: Construct, id: string, { place, name, vpcId, key }: FlowLogProps) {
    super(scope, id);
    const { group } = new LogGroup(this, "log", { name: `/bestek/${name}/network`, key, retentionInDays: 90 });
    const writer = new Role(this, "writer", {
      name: `${name}-flow-log`,
      description: "writes the flow log of the site's network",
      assumedBy: policyDocument([
        {
          Sid: "Assume",
          Effect: "Allow",
          Principal: { Service: "vpc-flow-logs.amazonaws.com" },
          Action: "sts:AssumeRole",
          Condition: {
            StringEquals: { "aws:SourceAccount": place.account },
            ArnLike: { "aws:SourceArn": regionalArn(place, "ec2", "vpc-flow-log/*") },
          },
        },
      ]),
      statements: [
        {
          Sid: "Write",
          Effect: "Allow",
          Action: ["logs:CreateLogStream", "logs:PutLogEvents", "logs:DescribeLogStreams"],
          Resource: `${group.arn}:*`,
        },
      ],
    });
    new VpcFlowLog(this, "flow-log", {
      vpcId,
      trafficType: "ALL",
      maxAggregationInterval: 60,
      logDestinationType: "cloud-watch-logs",
      logDestination: group.arn,
      iamRoleArn: writer.arn,
      tags: { Name: name },
    });
  }
}
