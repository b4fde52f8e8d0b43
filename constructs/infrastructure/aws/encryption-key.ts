import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import type { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Construct } from "constructs";
import { policyDocument, type Statement } from "./policy-document";

export interface EncryptionKeyProps {
  /** Unique in its account and region; without `alias/`. */
  readonly alias: string;
  /** What it encrypts, for people who read a list of keys. */
  readonly description: string;
  /** Who looks after it and who uses it. */
  readonly policy: readonly Statement[];
  /** Absent: the stack's own region. */
  readonly provider?: AwsProvider;
}

/** The longest that AWS waits before a key is gone for good: time to notice. */
const deletionWindowInDays = 30;

/** A key of ours in KMS, turned every year; what was encrypted before stays readable. */
export class EncryptionKey extends Construct {
  readonly arn: string;
  readonly keyId: string;

  constructor(scope: Construct, id: string, { alias, description, policy, provider }: EncryptionKeyProps) {
    super(scope, id);
    const at = provider === undefined ? {} : { provider };
    const key = new KmsKey(this, "key", {
      ...at,
      description,
      enableKeyRotation: true,
      deletionWindowInDays,
      policy: policyDocument(policy),
      // Without the key everything that it encrypts is noise.
      lifecycle: { preventDestroy: true },
    });
    new KmsAlias(this, "alias", { ...at, name: `alias/${alias}`, targetKeyId: key.keyId });
    this.arn = key.arn;
    this.keyId = key.keyId;
  }
}
