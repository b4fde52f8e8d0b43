import { k8s } from "cdk8s-plus-28";
import type { Construct } from "constructs";
import { serviceAccountName } from "./pod-template";

/** The account that a namespace's pods run under: it may do nothing, and no pod gets a token for it. */
export const serviceAccount = (scope: Construct, name: string = serviceAccountName): k8s.KubeServiceAccount =>
  new k8s.KubeServiceAccount(scope, name === serviceAccountName ? "service-account" : `service-account-${name}`, {
    metadata: { name },
    automountServiceAccountToken: false,
  });
