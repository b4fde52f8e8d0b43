import { iamArn, type AwsPlace } from "../../../planning/placement";
import { policyDocument } from "./policy-document";

/** Service accounts of a cluster, and who vouches for them. */
export interface Workload {
  /** Issuer of the cluster's tokens without a scheme; known at apply. */
  readonly issuer: string;
  readonly namespace: string;
  /** Names; `*` in one stands for anything. */
  readonly serviceAccounts: readonly string[];
}

/**
 * Lets service accounts take on a role with the token that Kubernetes gives its pods (IAM roles for service
 * accounts). No key is kept anywhere, and pods need no way to a link-local address.
 */
export const assumedByWorkload = (place: AwsPlace, { issuer, namespace, serviceAccounts }: Workload): string =>
  policyDocument([
    {
      Sid: "Assume",
      Effect: "Allow",
      Principal: { Federated: iamArn(place, `oidc-provider/${issuer}`) },
      Action: "sts:AssumeRoleWithWebIdentity",
      Condition: {
        StringEquals: { [`${issuer}:aud`]: "sts.amazonaws.com" },
        StringLike: {
          [`${issuer}:sub`]: serviceAccounts.map((account) => `system:serviceaccount:${namespace}:${account}`),
        },
      },
    },
  ]);

/** Annotation of the service account: the cluster's webhook gives its pods the role's name and a token for it. */
export const roleAnnotation = (place: AwsPlace, role: string): Readonly<Record<string, string>> => ({
  "eks.amazonaws.com/role-arn": iamArn(place, `role/${role}`),
});
