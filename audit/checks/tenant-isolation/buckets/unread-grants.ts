import type { Finding } from "../../../check";
import type { TenantPortion } from "../../../facts";

/** Types that let somebody in somewhere, in the words that providers of clouds use for them. */
const granting = /^(?:ovh|aws|azurerm)_.*(?:policy|attachment|role|acl|grant|credential|access_point|access_key|sas)/;

/** Those that other files here judge, and those that let nobody in: expiry, locks, and keys to users whose rights are judged. */
const known = new Set([
  "ovh_cloud_project_user_s3_policy",
  "ovh_cloud_project_user_s3_credential",
  "aws_iam_user_policy",
  "aws_iam_role",
  "aws_iam_role_policy",
  "aws_iam_access_key",
  "aws_s3_bucket_policy",
  "azurerm_role_assignment",
  "azurerm_federated_identity_credential",
  "azurerm_storage_management_policy",
  "azurerm_storage_container_immutability_policy",
]);

/** Grants in a tenant's stacks of a type that nothing here can judge. */
export const unreadGrants = ({ facts }: TenantPortion): readonly Finding[] =>
  Object.entries(facts.terraform)
    .filter(([, { block, type }]) => block === "resource" && granting.test(type) && !known.has(type))
    .map(([where, { type }]) => ({
      where,
      value: type,
      why: "is of a type that no judgement here can read",
      wayOut: "grant it in one of the ways that the tenants' own stacks do, or judge it by hand",
    }));
