import { k8s } from "cdk8s-plus-28";
import type { Construct } from "constructs";
import { serviceAccountName } from "./pod-template";

/** The account that a namespace's pods run under: it may do nothing, and no pod gets a token for it. */
export const serviceAccount = (scope: Construct): k8s.KubeServiceAccount =>
  new k8s.KubeServiceAccount(scope, "service-account", {
    metadata: { name: serviceAccountName },
    automountServiceAccountToken: false,
  });
