import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { Construct } from "constructs";
import type { EncryptionKey } from "./encryption-key";

export interface LogGroupProps {
  readonly name: string;
  readonly key: EncryptionKey;
  /** One of the periods that CloudWatch offers. */
  readonly retentionInDays: 90 | 365;
}

/** Logs at AWS, encrypted with a key of ours and forgotten in time. */
export class LogGroup extends Construct {
  readonly group: CloudwatchLogGroup;

  constructor(scope: Construct, id: string, { name, key, retentionInDays }: LogGroupProps) {
    super(scope, id);
    this.group = new CloudwatchLogGroup(this, "group", { name, kmsKeyId: key.arn, retentionInDays });
  }
}
