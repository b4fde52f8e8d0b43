import type { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Construct } from "constructs";
import { awsNames, iamArn, type AwsPlace } from "../../../planning/placement";
import type { SealKey as AnySealKey } from "../infrastructure";
import { EncryptionKey } from "./encryption-key";
import { administeredOnly, usedOnlyBy } from "./key-policy";

export interface SealKeyProps {
  /** Where the key stands: in no region that holds a site. */
  readonly place: AwsPlace;
  readonly environment: string;
  readonly provider: AwsProvider;
}

/**
 * The key that OpenBao unseals itself with, at whichever site it runs. Only OpenBao's own roles of this environment may use
 * it; whoever administers the account may not.
 */
export class SealKey extends Construct implements Extract<AnySealKey, { kind: "awskms" }> {
  readonly kind = "awskms";
  readonly keyArn: string;
  readonly region: string;

  constructor(scope: Construct, id: string, { place, environment, provider }: SealKeyProps) {
    super(scope, id);
    this.keyArn = new EncryptionKey(this, "seal", {
      alias: `${environment}-seal`,
      description: `${environment}: unseals OpenBao`,
      provider,
      policy: [
        administeredOnly(place),
        usedOnlyBy(place, [iamArn(place, `role/${awsNames.secretsRole(`${environment}-*`)}`)]),
      ],
    }).arn;
    this.region = place.region;
  }
}
