import type { Permission } from "./permission";

const iam = (...actions: readonly string[]): readonly string[] => actions.map((action) => `iam:${action}`);
const kms = (...actions: readonly string[]): readonly string[] => actions.map((action) => `kms:${action}`);

/** Identities and keys. Whoever may write roles may give themselves more: bind these to a permissions boundary or a name prefix. */
export const awsIdentityPermissions: readonly Permission[] = [
  {
    types: ["aws_iam_role"],
    actions: [
      ...iam("CreateRole", "DeleteRole", "GetRole", "UpdateRole", "UpdateAssumeRolePolicy", "TagRole", "UntagRole"),
      ...iam("ListRolePolicies", "ListAttachedRolePolicies", "ListInstanceProfilesForRole"),
    ],
  },
  { types: ["aws_iam_role_policy"], actions: iam("PutRolePolicy", "GetRolePolicy", "DeleteRolePolicy") },
  {
    types: ["aws_iam_role_policy_attachment"],
    actions: iam("AttachRolePolicy", "DetachRolePolicy", "ListAttachedRolePolicies"),
  },
  {
    types: ["aws_iam_user"],
    actions: iam("CreateUser", "DeleteUser", "GetUser", "UpdateUser", "TagUser", "UntagUser", "ListGroupsForUser"),
  },
  { types: ["aws_iam_user_policy"], actions: iam("PutUserPolicy", "GetUserPolicy", "DeleteUserPolicy") },
  {
    types: ["aws_iam_access_key"],
    actions: iam("CreateAccessKey", "DeleteAccessKey", "ListAccessKeys", "UpdateAccessKey", "GetAccessKeyLastUsed"),
  },
  {
    types: ["aws_iam_openid_connect_provider"],
    actions: [
      ...iam("CreateOpenIDConnectProvider", "DeleteOpenIDConnectProvider", "GetOpenIDConnectProvider"),
      ...iam("TagOpenIDConnectProvider", "UntagOpenIDConnectProvider", "UpdateOpenIDConnectProviderThumbprint"),
      ...iam("AddClientIDToOpenIDConnectProvider", "RemoveClientIDFromOpenIDConnectProvider"),
    ],
  },
  {
    types: ["aws_kms_key"],
    actions: [
      ...kms("CreateKey", "DescribeKey", "GetKeyPolicy", "PutKeyPolicy", "GetKeyRotationStatus", "EnableKeyRotation"),
      ...kms("UpdateKeyDescription", "ScheduleKeyDeletion", "ListResourceTags", "TagResource", "UntagResource"),
      ...kms("CreateGrant"),
    ],
  },
  { types: ["aws_kms_alias"], actions: kms("CreateAlias", "UpdateAlias", "DeleteAlias", "ListAliases") },
];
