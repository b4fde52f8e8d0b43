import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import type { Construct } from "constructs";
import type { OwnStorage } from "../infrastructure";

/**
 * The AWS provider, turned to storage of the customer's own: no account to ask for, no instance metadata, no list of regions.
 * Each storage has an administrator's keys under its own name in the operator's credentials file (`~/.aws/credentials`, or
 * where AWS_SHARED_CREDENTIALS_FILE leads), because two of them never share a key.
 */
export const storageProvider = (
  scope: Construct,
  { name, host, region, addressing }: Pick<OwnStorage, "name" | "host" | "region" | "addressing">,
): AwsProvider =>
  new AwsProvider(scope, `storage-${name}`, {
    alias: name,
    profile: name,
    region,
    endpoints: [{ s3: `https://${host}` }],
    s3UsePathStyle: addressing === "path",
    skipCredentialsValidation: true,
    skipMetadataApiCheck: "true",
    skipRegionValidation: true,
    skipRequestingAccountId: true,
  });
