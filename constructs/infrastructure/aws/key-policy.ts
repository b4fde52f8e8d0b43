import { iamArn, regionalArn, type AwsPlace } from "../../../planning/placement";
import type { Statement } from "./policy-document";

/** What encrypting and decrypting take. Services call KMS by names in amazonaws.com in every partition. */
const use = ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"] as const;

/** Looking after a key without being able to read what it encrypts. */
const administer = [
  "kms:Create*",
  "kms:Describe*",
  "kms:Enable*",
  "kms:Disable*",
  "kms:List*",
  "kms:Get*",
  "kms:Put*",
  "kms:Update*",
  "kms:Revoke*",
  "kms:TagResource",
  "kms:UntagResource",
  "kms:ScheduleKeyDeletion",
  "kms:CancelKeyDeletion",
] as const;

const account = (place: AwsPlace) => ({ AWS: iamArn(place, "root") });

/** IAM policies of the account say who uses the key: the rule for everything that is not a backup. */
export const byIamPolicies = (place: AwsPlace): Statement => ({
  Sid: "Account",
  Effect: "Allow",
  Principal: account(place),
  Action: "kms:*",
  Resource: "*",
});

/** The account looks after the key, and no IAM policy of it can let anyone else use it. */
export const administeredOnly = (place: AwsPlace): Statement => ({
  Sid: "Administration",
  Effect: "Allow",
  Principal: account(place),
  Action: [...administer],
  Resource: "*",
});

/**
 * Only these identities use the key, and only as far as their own policies go. They stand in a condition, because KMS
 * refuses a principal that does not exist yet, and another stack may make it later.
 */
export const usedOnlyBy = (place: AwsPlace, identities: readonly string[]): Statement => ({
  Sid: "Use",
  Effect: "Allow",
  Principal: account(place),
  Action: [...use],
  Resource: "*",
  Condition: { ArnLike: { "aws:PrincipalArn": identities } },
});

/** Whoever may start machines and volumes in the account uses the key through EC2, as with AWS's own key for them. */
export const throughEc2 = (place: AwsPlace): Statement => ({
  Sid: "Volumes",
  Effect: "Allow",
  Principal: { AWS: "*" },
  Action: [...use, "kms:CreateGrant"],
  Resource: "*",
  Condition: {
    StringEquals: {
      "kms:CallerAccount": place.account,
      "kms:ViaService": `ec2.${place.region}.amazonaws.com`,
    },
  },
});

/** CloudWatch encrypts the account's log groups with the key (CloudWatch Logs user guide, 2026). */
export const forLogGroups = (place: AwsPlace): Statement => ({
  Sid: "Logs",
  Effect: "Allow",
  Principal: { Service: `logs.${place.region}.amazonaws.com` },
  Action: [...use],
  Resource: "*",
  Condition: {
    ArnLike: { "kms:EncryptionContext:aws:logs:arn": regionalArn(place, "logs", "log-group:*") },
  },
});
