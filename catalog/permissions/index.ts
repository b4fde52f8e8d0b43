import type { Cloud } from "../cloud";
import { awsPermissions } from "./aws";
import { azurePermissions } from "./azure";
import { ovhPermissions } from "./ovh";
import type { Permissions } from "./permission";

export type { Permission, Permissions } from "./permission";

/** What an identity of `cloud` must be allowed, by the types of Terraform's resources. */
export function permissionsOf(cloud: Cloud): Permissions {
  switch (cloud) {
    case "ovh":
      return ovhPermissions;
    case "azure":
      return azurePermissions;
    case "aws":
      return awsPermissions;
  }
}
