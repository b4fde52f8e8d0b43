import { DataAwsEksCluster } from "@cdktf/provider-aws/lib/data-aws-eks-cluster";
import { Fn, Token } from "cdktf";
import type { Construct } from "constructs";

/** Issuer of a cluster's tokens without a scheme, for stacks that did not make the cluster. */
export const clusterIssuer = (scope: Construct, id: string, name: string): string =>
  Token.asString(
    Fn.replace(new DataAwsEksCluster(scope, id, { name }).identity.get(0).oidc.get(0).issuer, "https://", ""),
  );
