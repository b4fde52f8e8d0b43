import { bucketArn, type AwsPlace } from "../../../planning/placement";
import { policyDocument } from "./policy-document";

/** What nobody gets past, whatever a role or a user may do: encrypted connections, and this account alone. */
export function bucketPolicy(place: AwsPlace, bucket: string): string {
  const Resource = [bucketArn(place, bucket), bucketArn(place, `${bucket}/*`)];
  const deny = { Effect: "Deny", Principal: "*", Action: "s3:*", Resource } as const;
  return policyDocument([
    { Sid: "EncryptedConnections", ...deny, Condition: { Bool: { "aws:SecureTransport": "false" } } },
    { Sid: "CurrentTls", ...deny, Condition: { NumericLessThan: { "s3:TlsVersion": "1.2" } } },
    {
      Sid: "OwnAccount",
      ...deny,
      Condition: {
        StringNotEquals: { "aws:PrincipalAccount": place.account },
        Bool: { "aws:PrincipalIsAWSService": "false" },
      },
    },
  ]);
}
