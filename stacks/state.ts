import { DataTerraformRemoteStateS3, S3Backend, type S3BackendConfig, type TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { findStorageRegion } from "../catalog";
import type { Environment } from "../environments/schema";

/** Write-only attributes and a lock file in the bucket: both are in Terraform and OpenTofu since 1.11. */
export const requiredVersion = ">= 1.11.0";

type Keeper = Pick<Environment, "state">;

/**
 * Keeps a stack's state in the environment's bucket: locked by a file beside it (OVHcloud honours `If-None-Match` since
 * 2026-06-09), encrypted, in a region that the environment does not use. Whoever applies brings the keys in
 * AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY; none stands in the file.
 */
export function keepState(stack: TerraformStack, environment: Keeper): void {
  new S3Backend(stack, stateOf(environment, stack.node.id));
  stack.addOverride("terraform.required_version", requiredVersion);
}

/** Another stack's outputs, read from where it keeps its state. */
export const readState = (
  scope: Construct,
  id: string,
  environment: Keeper,
  stackName: string,
): DataTerraformRemoteStateS3 => new DataTerraformRemoteStateS3(scope, id, stateOf(environment, stackName));

function stateOf({ state }: Keeper, stackName: string): S3BackendConfig {
  const region = findStorageRegion(state.region);
  // The schema lets no other region through.
  if (region === undefined) throw new Error(`${state.region} is no storage region`);
  return {
    bucket: state.bucket,
    key: `${stackName}.tfstate`,
    region: region.name.toLowerCase(),
    endpoints: { s3: `https://${region.host}` },
    encrypt: true,
    useLockfile: true,
    // This is not AWS: no account to ask for, no instance metadata, no list of regions, no trailing checksums.
    skipCredentialsValidation: true,
    skipMetadataApiCheck: true,
    skipRegionValidation: true,
    skipRequestingAccountId: true,
    skipS3Checksum: true,
  };
}
