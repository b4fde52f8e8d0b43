import { DataKubernetesNamespaceV1 } from "@cdktf/provider-kubernetes/lib/data-kubernetes-namespace-v1";
import { Construct } from "constructs";

export interface RightClusterProps {
  /** Context in the operator's kubeconfig. */
  readonly context: string;
  /** Id of the cluster that the environment names: the uid of its namespace `kube-system`, which lives as long as it does. */
  readonly cluster: string;
}

/**
 * Looks at the cluster before anything is changed: contexts are names on one person's machine, so that a plan fails where
 * one leads to another cluster than the facts name. Needs the stack's Kubernetes provider.
 */
export class RightCluster extends Construct {
  constructor(scope: Construct, id: string, { context, cluster }: RightClusterProps) {
    super(scope, id);
    new DataKubernetesNamespaceV1(this, "namespace", {
      metadata: { name: "kube-system" },
      lifecycle: {
        postcondition: [
          {
            condition: `\${self.metadata[0].uid == "${cluster}"}`,
            errorMessage: `context "${context}" must lead to the cluster whose namespace kube-system has uid ${cluster}`,
          },
        ],
      },
    });
  }
}
