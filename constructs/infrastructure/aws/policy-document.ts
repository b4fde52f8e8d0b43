/** One statement of a policy, in AWS's own words. */
export interface Statement {
  readonly Sid: string;
  readonly Effect: "Allow" | "Deny";
  readonly Principal?: "*" | Principal;
  readonly Action: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

type Principal =
  { readonly AWS: string } | { readonly Service: string | readonly string[] } | { readonly Federated: string };

/** A policy as IAM, KMS and S3 take it. References that only applying tells may stand inside its texts. */
export const policyDocument = (statements: readonly Statement[]): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements });

/** Lets a service of AWS take on a role. */
export const assumedByService = (service: string): string =>
  policyDocument([{ Sid: "Assume", Effect: "Allow", Principal: { Service: service }, Action: "sts:AssumeRole" }]);
