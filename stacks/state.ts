import {
  AzurermBackend,
  DataTerraformRemoteStateAzurerm,
  DataTerraformRemoteStateS3,
  S3Backend,
  type AzurermBackendConfig,
  type S3BackendConfig,
  type TerraformRemoteState,
  type TerraformStack,
} from "cdktf";
import type { Construct } from "constructs";
import type { Environment, StoragePlace } from "../environments/schema";
import { signingRegion } from "../planning/placement";

/** Write-only attributes and a lock file in the bucket: both are in Terraform and OpenTofu since 1.11. */
export const requiredVersion = ">= 1.11.0";

type Keeper = Pick<Environment, "state">;

/** Container of the state in an Azure storage account. */
const stateContainer = "tfstate";

/**
 * Keeps a stack's state in the environment's bucket: locked, encrypted, in a region that the environment does not use. Whoever
 * applies brings the credentials in the variables that the backend reads; none stands in the file.
 */
export function keepState(stack: TerraformStack, environment: Keeper): void {
  const kept = stateOf(environment, stack.node.id);
  switch (kept.kind) {
    case "s3":
      new S3Backend(stack, kept.config);
      break;
    case "azurerm":
      new AzurermBackend(stack, kept.config);
      break;
  }
  stack.addOverride("terraform.required_version", requiredVersion);
}

/** Another stack's outputs, read from where it keeps its state. */
export function readState(scope: Construct, id: string, environment: Keeper, stackName: string): TerraformRemoteState {
  const kept = stateOf(environment, stackName);
  switch (kept.kind) {
    case "s3":
      return new DataTerraformRemoteStateS3(scope, id, kept.config);
    case "azurerm":
      return new DataTerraformRemoteStateAzurerm(scope, id, kept.config);
  }
}

type Kept =
  | { readonly kind: "s3"; readonly config: S3BackendConfig }
  | { readonly kind: "azurerm"; readonly config: AzurermBackendConfig };

function stateOf({ state: { bucket, region } }: Keeper, stackName: string): Kept {
  const key = `${stackName}.tfstate`;
  switch (region.cloud) {
    case "aws":
      return { kind: "s3", config: { bucket, key, region: region.name, encrypt: true, useLockfile: true } };
    case "ovh":
    case "existing":
      return { kind: "s3", config: { bucket, key, ...elsewhere(region) } };
    case "azure":
      return {
        kind: "azurerm",
        // A blob's lease is the lock; the account's own encryption can't be turned off.
        config: { storageAccountName: bucket, containerName: stateContainer, key, useAzureadAuth: true },
      };
  }
}

/**
 * S3 that is not AWS: no account to ask for, no instance metadata, no list of regions, no trailing checksums. The lock is a file
 * beside the state; OVHcloud honours `If-None-Match` since 2026-06-09.
 */
const elsewhere = (place: StoragePlace): Omit<S3BackendConfig, "bucket" | "key"> => ({
  region: signingRegion(place),
  endpoints: { s3: `https://${place.host}` },
  encrypt: true,
  useLockfile: true,
  skipCredentialsValidation: true,
  skipMetadataApiCheck: true,
  skipRegionValidation: true,
  skipRequestingAccountId: true,
  skipS3Checksum: true,
});
