import { DataAwsEksCluster } from "@cdktf/provider-aws/lib/data-aws-eks-cluster";
import { Fn, TerraformLocal } from "cdktf";
import type { Construct } from "constructs";

/** A URL as IAM writes it in conditions. It has a name of its own, so that policies that mention it stay plain JSON. */
export const withoutScheme = (scope: Construct, id: string, url: string): string =>
  new TerraformLocal(scope, id, Fn.replace(url, "https://", "")).asString;

/** Issuer of a cluster's tokens without a scheme, for stacks that did not make the cluster. */
export const clusterIssuer = (scope: Construct, id: string, name: string): string =>
  withoutScheme(scope, `${id}-issuer`, new DataAwsEksCluster(scope, id, { name }).identity.get(0).oidc.get(0).issuer);
