/** A part of AWS with accounts, identities and endpoints of its own; nothing in one is known in another. */
export interface AwsPartition {
  /** First part of every ARN after `arn:`. */
  readonly name: "aws" | "aws-eusc";
  /** End of the host names of its services (AWS European Sovereign Cloud user guide, 2026). */
  readonly suffix: "amazonaws.com" | "amazonaws.eu";
}

/** The partition of a region, by its name. */
export const awsPartition = (region: string): AwsPartition =>
  region.startsWith("eusc-") ? { name: "aws-eusc", suffix: "amazonaws.eu" } : { name: "aws", suffix: "amazonaws.com" };
